import type { Entry } from "#lib/domain/entry.ts";
import { toBase64 } from "#lib/log/base64.ts";
import { decryptField, entryKey } from "#lib/log/field-cipher.ts";
import type { Stores } from "#lib/ports/store.ts";
import type { SealedEntry } from "./collect-entries.ts";

/** One encrypted part of an entry with what opens it; both null where the key was destroyed. */
export interface DisclosedPart {
  entry: string;
  field: string;
  kid: string;
  key: string | null;
  text: string | null;
}

/** The readable parts of these entries. Each comes with the key of its entry alone, never with that of its holder. */
export async function disclose(
  { keys, installationId }: Stores,
  sealed: readonly SealedEntry[],
): Promise<DisclosedPart[]> {
  const holders = new Map<string, Uint8Array | null>();
  const keyOf = async (kid: string) => {
    if (!holders.has(kid)) holders.set(kid, (await keys.byKid(kid))?.key ?? null);
    return holders.get(kid) ?? null;
  };
  const parts: DisclosedPart[] = [];
  for (const { entry } of sealed) {
    for (const encrypted of entry.enc) {
      const { field, kid } = encrypted;
      const key = await keyOf(kid);
      const text =
        key && decryptField({ installationId, entryId: entry.id, encrypted, holder: { kid, key } });
      const opened = key === null || text === null ? null : toBase64(entryKey(key, entry.id));
      parts.push({ entry: entry.id, field, kid, key: opened, text });
    }
  }
  return parts;
}

/** Looks up a disclosed text; null where there is none or it was erased. */
export function readerOf(
  parts: readonly DisclosedPart[],
): (entry: Pick<Entry, "id">, field: string) => string | null {
  const texts = new Map(parts.map(({ entry, field, text }) => [`${entry} ${field}`, text]));
  return ({ id }, field) => texts.get(`${id} ${field}`) ?? null;
}
