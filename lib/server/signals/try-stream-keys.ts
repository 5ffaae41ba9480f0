import { fetchKeys, type KeyPlace, KeysUnavailable } from "#lib/adapters/ssf/fetch-keys.ts";

/** Reads a transmitter's keys once, so that whoever sets up a stream sees at once whether its address is right. */
export async function tryStreamKeys(place: KeyPlace): Promise<{ works: boolean; message: string }> {
  try {
    const { keys } = (await fetchKeys(place)).jwks();
    if (keys.length === 0) return { works: false, message: "The address of the keys answers with no key." };
    return { works: true, message: keys.length === 1 ? "1 key was read." : `${keys.length} keys were read.` };
  } catch (error) {
    if (!(error instanceof KeysUnavailable)) throw error;
    return { works: false, message: `The keys can't be read: ${error.message}` };
  }
}
