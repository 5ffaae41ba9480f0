import type { Action } from "#lib/domain/directory.ts";
import type { AccountEvent } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { fileOutsideChanges } from "./file-outside-change.ts";
import { explainedBy, ownSpans } from "./own-changes.ts";

const hourMs = 3_600_000;

/** 1Password's word for what an audit event says was done to a user; null for everything else. */
export function changeIn({ stream, body }: Pick<AccountEvent, "stream" | "body">): Action | null {
  if (stream !== "auditevents" || body["object_type"] !== "user") return null;
  if (body["action"] === "suspend") return "suspend";
  return body["action"] === "reactive" ? "reactivate" : null;
}

/**
 * Holds 1Password's audit events against this console's own calls: same person, same action, within the span in which
 * the call could have its effect. A change that no call explains was made outside, and is a signal.
 */
export async function witnessEvents(services: Services, events: readonly AccountEvent[]): Promise<void> {
  for (const event of events) {
    const action = changeIn(event);
    if (action !== null && event.userId !== null) {
      await witnessEvent(services, { event, action, userId: event.userId });
    }
  }
  await fileOutsideChanges(services);
}

async function witnessEvent(
  services: Services,
  { event, action, userId }: { event: AccountEvent; action: Action; userId: string },
): Promise<void> {
  const { stores, clock } = services;
  const spans = await ownSpans(services, userId, action);
  const around = (await stores.events.ofUser(userId, new Date(event.at.getTime() - hourMs))).filter(
    (other) => changeIn(other) === action,
  );
  if (explainedBy(spans, around).has(event.uuid)) return;
  await retryOnConflict(async () => {
    const known = await stores.events.outsideChanges(userId, action);
    if (known.some(({ eventUuid }) => eventUuid === event.uuid)) return;
    // The list of suspended people may have shown this change already: it has its signal.
    const seen = known.find(
      ({ eventUuid, earliestAt, latestAt }) =>
        eventUuid === null && event.at >= earliestAt && event.at <= latestAt,
    );
    await stores.commit([
      seen === undefined
        ? stores.events.insertChange({
            userId,
            action,
            n: known.length + 1,
            earliestAt: event.at,
            latestAt: event.at,
            eventUuid: event.uuid,
            foundAt: clock.now(),
            filed: false,
          })
        : stores.events.tieChange(seen, event.uuid),
    ]);
  });
}
