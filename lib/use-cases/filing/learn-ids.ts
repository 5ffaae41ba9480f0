import { ownKeyOf } from "#lib/domain/subject-key.ts";
import type { Services } from "#lib/ports/services.ts";
import type { FileInput } from "./file-input.ts";
import { linkLearnt } from "./link-waiting.ts";
import { saidUserId } from "./signal-keys.ts";

/** A sender waits for its answer; whoever can't be read in time is found by a later listing. */
const readWithinMs = 3_000;

/**
 * Reads people whose ids signals name and the directory's copy doesn't have: somebody new since the last listing. Asked
 * once for each id, and not at all any more once 1Password doesn't answer.
 */
export async function learnIds(services: Services, inputs: readonly FileInput[]): Promise<void> {
  const { stores, directory } = services;
  const ids = [...new Set(inputs.map(saidUserId).filter((id) => id !== null))];
  if (ids.length === 0) return;
  const known = await stores.subjects.byIds(ids);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  const keyOf = (id: string) => ownKeyOf({ kind: "onepassword", id });
  const asked = await stores.unlinkedSubjects.byOwnKeys(unknown.map(keyOf));
  for (const id of unknown) {
    if (asked.has(keyOf(id))) continue;
    const read = await directory.readUser({
      userId: id,
      credential: "look-up",
      signal: AbortSignal.timeout(readWithinMs),
    });
    if (read.ok) {
      await stores.subjects.saveReading(directory.host.accountId, read.user);
      await linkLearnt(services, read.user);
    } else if (read.code !== "user_not_found" && read.code !== "invalid_id") return;
  }
}
