import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import type { UserReading } from "#lib/domain/directory.ts";
import type { LiveReading } from "#lib/domain/views/parts.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries } from "./append-entries.ts";
import { requireReader } from "./authorise.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { linkLearnt } from "./filing/link-waiting.ts";
import { readingView, toSubjectView } from "./subject-view.ts";

/** A page may show an answer that is at most this old; it says when it was read. */
const reusedForMs = 5_000;
const readWithinMs = 8_000;

/**
 * Reads one person from 1Password for a screen. When 1Password can't be read the answer says so and what was known
 * before; a state is never guessed. A state that differs from the last known one leaves an entry in the open case.
 */
export async function readSubject(
  services: Services,
  actor: Actor,
  input: { userId: string },
): Promise<LiveReading> {
  requireReader(actor);
  const { stores, directory, clock } = services;
  const known = await stores.subjects.byId(input.userId);
  if (isUnlinkedId(input.userId)) {
    return {
      ok: false,
      code: "not_linked",
      message: notLinkedMessage,
      lastKnown: known && toSubjectView(known),
    };
  }
  if (known && !(await mayBeRead(services, known))) {
    return { ok: false, code: "erased", message: erasedMessage, lastKnown: toSubjectView(known) };
  }
  // The copy of somebody erased has no name, so they are read each time.
  const isWhole = known?.goneAt === null && known.erasedAt === null;
  if (known && isWhole && clock.now().getTime() - known.readAt.getTime() <= reusedForMs) {
    return { ok: true, subject: toSubjectView(known), warnings: [] };
  }
  const read = await directory.readUser({
    userId: input.userId,
    credential: "look-up",
    signal: AbortSignal.timeout(readWithinMs),
  });
  if (!read.ok) {
    return { ok: false, code: read.code, message: read.message, lastKnown: known && toSubjectView(known) };
  }
  await learnReading(services, known, read.user);
  return { ok: true, subject: readingView(read.user), warnings: read.warnings };
}

/** Keeps a reading in the copy, and as an entry of the open case where the state is not the last known one. */
export async function learnReading(
  services: Services,
  known: SubjectRecord | null,
  reading: UserReading,
): Promise<void> {
  const { stores, directory } = services;
  if (known && !(await mayBeRead(services, known))) return;
  await stores.subjects.saveReading(directory.host.accountId, reading);
  if (!known) await linkLearnt(services, reading);
  if (!known || known.state === reading.state) return;
  const found = await stores.cases.openOfSubject(reading.userId);
  services.hints.publish({ kind: "directory" });
  if (!found) return;
  await retryOnConflict(async () =>
    stores.commit(
      await appendEntries(services, makeSystemActor("directory"), found.key, [
        {
          type: "state.observed",
          workflowId: found.workflowId,
          subject: { account: directory.host.accountId, userId: reading.userId },
          before: { state: known.state, readAt: known.readAt.toISOString() },
          after: { state: reading.state, readAt: reading.readAt.toISOString() },
        },
      ]),
    ),
  );
  services.hints.publish({ kind: "case", key: found.key });
}

const notLinkedMessage =
  "Nobody in 1Password is known by this address or id yet, so there is no state to read.";

const erasedMessage =
  "What the console knew of this person was erased. Nothing is read from 1Password unless a new signal opens a case.";

/** Whoever was erased is read again only for a case that was opened since. */
async function mayBeRead({ stores }: Services, { userId, erasedAt }: SubjectRecord): Promise<boolean> {
  return erasedAt === null || (await stores.cases.openOfSubject(userId)) !== null;
}
