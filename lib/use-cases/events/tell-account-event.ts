import type { JsonObject } from "#lib/domain/json.ts";
import type { MeanwhileEvent } from "#lib/domain/views/meanwhile-view.ts";
import type { AccountEvent } from "#lib/ports/event-store.ts";

type Words = Pick<MeanwhileEvent, "kind" | "what">;

/** By object type and action, as 1Password writes them. */
const words: Record<string, Words> = {
  "gm join": { kind: "group", what: "Added to a group" },
  "gm leave": { kind: "group", what: "Removed from a group" },
  "gm role": { kind: "group", what: "Role in a group changed" },
  "uva grant": { kind: "vault", what: "Given access to a vault" },
  "uva update": { kind: "vault", what: "Access to a vault changed" },
  "uva revoke": { kind: "vault", what: "Access to a vault taken away" },
  "user enblmfa": { kind: "factor", what: "Second factor set up" },
  "user updatmfa": { kind: "factor", what: "Second factor changed" },
  "user disblmfa": { kind: "factor", what: "Second factor switched off" },
  "user suspend": { kind: "state", what: "Suspended" },
  "user reactive": { kind: "state", what: "Reactivated" },
  "user delete": { kind: "state", what: "Deleted" },
  "user activate": { kind: "state", what: "Confirmed" },
};

/** These are told by their action alone: on which object they stand, the documentation doesn't say. */
const byAction: Record<string, Words> = {
  deolddev: { kind: "device", what: "An old device deauthorised" },
  dealldev: { kind: "device", what: "All devices deauthorised" },
  reauth: { kind: "device", what: "A device authorised anew" },
  beginr: { kind: "recovery", what: "Account recovery begun" },
  completr: { kind: "recovery", what: "Account recovery completed" },
  cancelr: { kind: "recovery", what: "Account recovery cancelled" },
};

/** An audit event about a person in plain words. What nobody knows yet is told in 1Password's own. */
export function tellAccountEvent({ at, body, userId }: AccountEvent): MeanwhileEvent {
  const action = text(body["action"]);
  const type = text(body["object_type"]);
  const key = `${type} ${action}`;
  const known = Object.hasOwn(words, key)
    ? words[key]
    : Object.hasOwn(byAction, action)
      ? byAction[action]
      : undefined;
  const { kind, what } = known ?? {
    kind: "other" as const,
    what: `1Password’s event “${key.slice(0, 100)}”`,
  };
  const isManager = key === "gm join" && body["aux_info"] === "A";
  const objectId = text(body["object_uuid"]);
  return {
    at: at.toISOString(),
    kind,
    what: isManager ? `${what} as a manager of it` : what,
    objectId: objectId === "" || objectId === userId ? null : objectId.slice(0, 200),
    by: actorName(body),
  };
}

function actorName(body: JsonObject): string | null {
  const details = body["actor_details"];
  const name =
    typeof details === "object" && details !== null && !Array.isArray(details)
      ? text(details["name"]) || text(details["email"])
      : "";
  const shown = name || text(body["actor_uuid"]);
  return shown === "" ? null : shown.slice(0, 300);
}

function text(value: JsonObject[string]): string {
  return typeof value === "string" ? value : "";
}
