import type { Person } from "#lib/simulator/onepassword/person.ts";
import { makeId } from "#lib/simulator/onepassword/make-id.ts";
import { detectionScenarios } from "./detection-scenarios.ts";
import type { Scenario } from "./scenario.ts";

/** Named happenings around one person, for the page, tests and demonstrations. */
export const scenarios: Record<string, Scenario> = {
  account_changes: {
    title: "Change their account",
    hint: "A group, a vault, a second factor, a device, a recovery.",
    play({ person, admin, emit }) {
      const details = ({ id, displayName, email }: Person) => ({ uuid: id, name: displayName, email });
      const by = { actor_uuid: admin.id, actor_details: details(admin), actor_type: "user" };
      const about = { aux_uuid: person.id, aux_details: details(person) };
      const itself = { object_type: "user", object_uuid: person.id, object_details: details(person) };
      emit("auditevents", {
        ...by,
        action: "join",
        object_type: "gm",
        object_uuid: makeId("group/finance"),
        ...about,
        aux_info: "A",
      });
      emit("auditevents", {
        ...by,
        action: "grant",
        object_type: "uva",
        object_uuid: makeId("vault/finance"),
        ...about,
      });
      emit("auditevents", { ...by, action: "disblmfa", ...itself });
      emit("auditevents", {
        ...by,
        action: "deolddev",
        object_type: "device",
        object_uuid: makeId(`device/${person.id}`),
        ...about,
      });
      emit("auditevents", { ...by, action: "beginr", ...itself });
    },
  },
  ...detectionScenarios,
};
