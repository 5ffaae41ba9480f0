import type { UserState } from "#lib/domain/directory.ts";
import type { LiveReading, SubjectView } from "#lib/domain/views/parts.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

export interface ShownState {
  state: UserState;
  /** The newest thing that 1Password itself returned about this person. */
  lastRead: SubjectView;
  /** Why the badge says UNKNOWN though a state was read once; null where it shows what was read. */
  doubt: "unread" | "under_way" | null;
}

const uncertain = new Set(["executing", "unknown", "needs_attention"]);

/**
 * What the badge may say. The newest reading counts, whether this page or the executor made it. After a reading that
 * failed nothing older is believed, and neither is a reading from before a call whose end isn't known yet.
 */
export function shownState(input: {
  subject: SubjectView;
  reading: LiveReading | null;
  requests: readonly Pick<RequestView, "status" | "attempts">[];
}): ShownState {
  const { subject, reading, requests } = input;
  const own = reading?.ok ? reading.subject : null;
  const lastRead = own !== null && own.readAt > subject.readAt ? own : subject;
  const knownAtFailure = reading?.ok === false ? (reading.lastKnown?.readAt ?? "") : null;
  const calledAt = requests
    .filter((request) => uncertain.has(request.status))
    .map((request) => request.attempts.at(-1)?.markedAt ?? "")
    .reduce((latest, at) => (at > latest ? at : latest), "");
  const doubt =
    knownAtFailure !== null && lastRead.readAt <= knownAtFailure
      ? "unread"
      : // Of one moment, the reading came first: what is marked is sent after it, over the network.
        lastRead.readAt <= calledAt
        ? "under_way"
        : null;
  return { state: doubt === null ? lastRead.state : "UNKNOWN", lastRead, doubt };
}
