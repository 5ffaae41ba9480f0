import { makeId } from "#lib/simulator/onepassword/make-id.ts";
import { detectionScenarios } from "./detection-scenarios.ts";
import type { WireEvent } from "./event.ts";
import type { Scenario, Stage } from "./scenario.ts";
import type { Person } from "#lib/simulator/onepassword/person.ts";

/** Named happenings around one person, for the page, tests and demonstrations. */
export const scenarios: Record<string, Scenario> = {
  account_changes: {
    title: "Change their account",
    hint: "A group, a vault, a second factor, a device, a recovery.",
    play: playAccountChanges,
  },
  ...detectionScenarios,
};

function playAccountChanges({ person, admin, now, emit }: Stage): void {
  const by = { actor_uuid: admin.id, actor_details: details(admin), actor_type: "user" };
  const about = { aux_uuid: person.id, aux_details: details(person) };
  const itself = { object_type: "user", object_uuid: person.id, object_details: details(person) };
  const changes: WireEvent[] = [
    { action: "join", object_type: "gm", object_uuid: makeId("group/finance"), ...about, aux_info: "A" },
    { action: "grant", object_type: "uva", object_uuid: makeId("vault/finance"), ...about },
    { action: "disblmfa", ...itself },
    { action: "deolddev", object_type: "device", object_uuid: makeId(`device/${person.id}`), ...about },
    { action: "beginr", ...itself },
  ];
  for (const [at, change] of changes.entries()) {
    // A moment apart, as one person's clicks are.
    const timestamp = new Date(now.getTime() - (changes.length - at) * 100).toISOString();
    emit("auditevents", { timestamp, ...by, ...change });
  }
}

function details({ id, displayName, email }: Person): WireEvent {
  return { uuid: id, name: displayName, email };
}
