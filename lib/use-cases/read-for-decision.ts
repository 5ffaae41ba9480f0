import type { UserReading } from "#lib/domain/directory.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import type { Services } from "#lib/ports/services.ts";

/** Somebody waits for the answer: rather an honest "could not be read" than a long silence. */
const readWithinMs = 8_000;

export type DecisionReading = UserReading & { askedAt: Date };

/**
 * Reads the person from 1Password now, for something that rests on it. No copy and no earlier answer will do: what
 * can't be read can't be decided on. The copy learns the reading.
 */
export async function readForDecision(services: Services, userId: string): Promise<DecisionReading> {
  const reading = await readNow(services, userId);
  await services.stores.subjects.saveReading(services.directory.host.accountId, reading);
  return reading;
}

/** The same, where the caller keeps the reading with what it commits. */
export async function readNow({ directory }: Services, userId: string): Promise<DecisionReading> {
  requireLinked(userId);
  const read = await directory.readUser({
    userId,
    credential: "look-up",
    signal: AbortSignal.timeout(readWithinMs),
  });
  if (!read.ok) throw new DomainError("state_unread", { problem: read.message });
  return { ...read.user, askedAt: read.askedAt };
}

/** Nothing is asked of 1Password about a subject that it doesn't know. Throws `subject_not_linked`. */
export function requireLinked(userId: string): void {
  if (isUnlinkedId(userId)) throw new DomainError("subject_not_linked");
}
