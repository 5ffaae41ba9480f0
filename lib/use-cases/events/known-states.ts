import type { KnownState } from "#lib/domain/detections/detection.ts";
import type { Party } from "#lib/domain/detections/seen-event.ts";
import type { Services } from "#lib/ports/services.ts";

const lookBackMs = 120 * 24 * 3_600_000;
const lookLimit = 500;

/**
 * When a person was known to be suspended or active: by what our own requests read afterwards, by 1Password's audit
 * events up to `until`, and by the last reading of all. None of them alone is enough: the last reading forgets when it
 * was first so, a request knows only our own changes, and events may not be read at all.
 */
export async function knownStates(
  { stores }: Pick<Services, "stores">,
  who: Party,
  until: Date,
): Promise<KnownState[]> {
  if (who.id === null) return [];
  const [subject, request, events] = await Promise.all([
    stores.subjects.byId(who.id),
    stores.requests.newestSucceeded(who.id),
    stores.events.history({
      stream: "auditevents",
      userId: who.id,
      as: "subject",
      from: new Date(until.getTime() - lookBackMs),
      to: until,
      limit: lookLimit,
    }),
  ]);
  const states: KnownState[] = [];
  for (const { at, body } of events) {
    if (body["object_type"] !== "user") continue;
    if (body["action"] === "suspend") states.push({ state: "SUSPENDED", at });
    if (body["action"] === "reactive") states.push({ state: "ACTIVE", at });
  }
  const after = request?.outcome?.after;
  if (after?.state === "SUSPENDED" || after?.state === "ACTIVE")
    states.push({ state: after.state, at: after.readAt });
  if (subject?.state === "SUSPENDED" || subject?.state === "ACTIVE")
    states.push({ state: subject.state, at: subject.readAt });
  return states;
}
