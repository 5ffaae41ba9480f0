import { makeSystemActor } from "#lib/domain/actor.ts";
import type { Action } from "#lib/domain/directory.ts";
import { nobody, nothingSaid, type Signal } from "#lib/domain/signal.ts";
import type { OutsideChange } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { learnReading } from "#lib/use-cases/read-subject.ts";

/** The source of what the console found out by itself. No webhook can be called so: their names have no dot. */
export const witnessSource = "console.witness";
export const outsideRule = "console.changed-outside";

const witness = makeSystemActor("directory");
const readWithinMs = 8_000;
const changesAtOnce = 100;

/**
 * Files a signal for each change that wasn't ours and has none yet, and reads the person anew. The change was written
 * down before: what broke off here is filed the next time, and filed twice it is one signal.
 */
export async function fileOutsideChanges(services: Services): Promise<void> {
  for (const change of await services.stores.events.unfiledChanges(changesAtOnce)) {
    await fileSignal(services, witness, {
      signal: signalOf(change),
      delivery: {
        source: witnessSource,
        receivedAt: services.clock.now(),
        traceparent: null,
        signature: "read",
        raw: new TextEncoder().encode(JSON.stringify(rawOf(change))),
      },
    });
    await services.stores.commit([services.stores.events.markFiled(change)]);
    await readAnew(services, change.userId);
  }
}

const words: Record<Action, { done: string; kind: Signal["kind"]; meaning: string }> = {
  suspend: {
    done: "Suspended",
    kind: "other",
    meaning:
      "Somebody, or something, suspended this person in 1Password without a request here. Find out who, and whether it is to stay.",
  },
  reactivate: {
    done: "Reactivated",
    kind: "privilege_change",
    meaning:
      "Somebody, or something, gave this person access to 1Password back without a request here. No second person has decided it in this console.",
  },
};

function signalOf(change: OutsideChange): Signal {
  const { done, kind, meaning } = words[change.action];
  const { userId, earliestAt, latestAt } = change;
  const exact = earliestAt.getTime() === latestAt.getTime();
  const when = exact
    ? `at ${clockTime(latestAt)}`
    : `between ${clockTime(earliestAt)} and ${clockTime(latestAt)}`;
  return {
    ...nothingSaid,
    format: "console",
    nativeId: `outside:${userId}:${change.action}:${change.n}`.slice(0, 300),
    ruleId: outsideRule,
    title: `${done} in 1Password, not by this console, ${when}`,
    kind,
    severity: "medium",
    severityAssumed: false,
    subject: { ...nobody, onepasswordId: userId, foundAt: change.eventUuid === null ? null : "object_uuid" },
    time: latestAt,
    timeAssumed: !exact,
    description: meaning,
  };
}

/** To the second: two changes within an hour are two signals. */
function clockTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** What never changes of it, so that filing it again is a repeat. */
function rawOf({ userId, action, n, earliestAt, latestAt, foundAt }: OutsideChange): object {
  return { userId, action, n, earliestAt, latestAt, foundAt };
}

/** The new state, and an entry of it in the case that is open now. */
async function readAnew(services: Services, userId: string): Promise<void> {
  const read = await services.directory.readUser({
    userId,
    credential: "look-up",
    signal: AbortSignal.timeout(readWithinMs),
  });
  if (read.ok) await learnReading(services, await services.stores.subjects.byId(userId), read.user);
}
