import { failure, type Kind, type OcsfInput, type Said, success } from "./ocsf-event.ts";
import type { DraftObject } from "./ocsf-value.ts";
import { actorOf, memberOf, serviceOf, sessionOf } from "./people.ts";
import { updated } from "./requests.ts";

/** 3002: a sign-in, begun or refused. */
export function signIn(input: OcsfInput): Said {
  const { entry, names } = input;
  const { actor, facts } = entry;
  const wasRefused = entry.type === "session.refused";
  // Of somebody who was refused only what a valid token said is known.
  const stranger = { uid: facts["sub"], name: facts["sub"] ?? "Unknown", domain: facts["iss"] };
  return {
    kind: { class: "Authentication", activity: [1, "Logon"] },
    status: wasRefused ? failure : success,
    statusDetail: facts["reason"] ?? null,
    attributes: {
      user: memberOf(actor.personId, names, actor) ?? stranger,
      service: serviceOf(input),
      session: sessionOf(actor),
      auth_protocol_id: 4,
      auth_protocol: "OpenID",
      is_mfa: actor.amr.includes("mfa") ? true : null,
    },
  };
}

/** 3004 about something of the installation: a policy, a setting, a key, the execution itself. */
export function managed(input: OcsfInput, entity: DraftObject, activity: Kind["activity"] = updated): Said {
  return {
    kind: { class: "Entity Management", activity },
    status: success,
    statusDetail: typeof input.entry.after === "string" ? input.entry.after : null,
    attributes: { actor: actorOf(input), entity, comment: input.texts.get("reason") },
  };
}

export function policyEntity({ entry }: OcsfInput): DraftObject {
  // "countersign v3"
  const [uid, version] = typeof entry.after === "string" ? entry.after.split(" v") : [];
  return { name: uid ?? "policy", type_id: 5, type: "Policy", version, policy: { uid, name: uid, version } };
}

/** Something of ours that OCSF has no type for, under our name for it. */
export function ownEntity(type: string, name: string, more: DraftObject = {}): DraftObject {
  return { name, type_id: 99, type, ...more };
}

export function memberEntity({ entry, names }: OcsfInput, fact: string): DraftObject {
  const user = memberOf(entry.facts[fact], names);
  return { uid: entry.facts[fact], name: "member of the team", type_id: 2, type: "User", user };
}
