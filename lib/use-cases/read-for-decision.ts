import type { UserReading } from "#lib/domain/directory.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";

/** Somebody waits for the answer: rather an honest "could not be read" than a long silence. */
const readWithinMs = 8_000;

/**
 * Reads the person from 1Password now, for something that rests on it. No copy and no earlier answer will do: what
 * can't be read can't be decided on. The copy learns the reading.
 */
export async function readForDecision(
  services: Services,
  userId: string,
): Promise<UserReading & { askedAt: Date }> {
  const { directory, stores } = services;
  const read = await directory.readUser({
    userId,
    credential: "look-up",
    signal: AbortSignal.timeout(readWithinMs),
  });
  if (!read.ok) throw new DomainError("state_unread", { problem: read.message });
  await stores.subjects.saveReading(directory.host.accountId, read.user);
  return { ...read.user, askedAt: read.askedAt };
}
