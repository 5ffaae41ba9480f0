import { caseFinding, signalFinding } from "./findings.ts";
import { managed, memberEntity, ownEntity, policyEntity, signIn } from "./installation.ts";
import { type OcsfInput, type Said, toEvent } from "./ocsf-event.ts";
import type { OcsfObject } from "./ocsf-value.ts";
import { apiCall, created, observation, outcome, requestStep, updated } from "./requests.ts";

/** One entry of the log as one OCSF event. Same input, same event. */
export function toOcsf(input: OcsfInput): OcsfObject {
  return toEvent(input, say(input));
}

/** Which class and activity each type of entry is: the table of docs/specifications/ocsf.md. */
function say(input: OcsfInput): Said {
  const { entry } = input;
  switch (entry.type) {
    case "signal.received":
      return signalFinding(input);
    case "case.opened":
      return caseFinding(input, created);
    case "case.changed":
      return caseFinding(input, [2, "Update"]);
    case "case.closed":
      return caseFinding(input, [3, "Close"]);
    case "request.proposed":
    case "request.submitted":
      return requestStep(input, created);
    case "request.approved":
    case "request.denied":
    case "request.withdrawn":
    case "request.expired":
    case "request.stale":
    case "request.commented":
    case "request.claimed":
    case "request.released":
    case "decision.refused":
    case "outcome.needs_attention":
      return requestStep(input);
    case "outcome.unknown":
    case "outcome.settled":
      return outcome(input);
    case "call.intended":
    case "call.answered":
      return apiCall(input);
    case "state.observed":
      return observation(input);
    case "session.started":
    case "session.refused":
      return signIn(input);
    case "policy.published":
      return managed(input, policyEntity(input));
    case "setting.changed":
      return managed(input, ownEntity("setting", entry.facts["name"] ?? "setting"));
    case "key.changed":
      return managed(input, ownEntity("key", entry.facts["name"] ?? "key"));
    case "execution.paused":
      return managed(input, ownEntity("execution", "execution"), [12, "Suspend"]);
    case "execution.resumed":
      return managed(input, ownEntity("execution", "execution"), [13, "Resume"]);
    case "persons.linked":
      return managed(input, memberEntity(input, "other"), updated);
    case "person.frozen":
    case "person.unfrozen":
      return managed(input, memberEntity(input, "personId"), updated);
    case "log.verified":
      return managed(input, ownEntity("log", input.context.origin), [2, "Read"]);
    case "subject.key_destroyed":
    case "data.deleted":
      return managed(input, ownEntity("personal-data", entry.facts["what"] ?? "personal data"), [
        4,
        "Delete",
      ]);
    case "record.read":
      return managed(input, ownEntity("record", entry.facts["record"] ?? "record"), [2, "Read"]);
    case "evidence.exported":
      return managed(input, ownEntity("evidence", entry.facts["what"] ?? "evidence"), [2, "Read"]);
    case "epoch.opened":
      return managed(input, ownEntity("log-epoch", input.context.origin), created);
  }
}
