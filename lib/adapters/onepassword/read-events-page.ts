import { z } from "zod";
import type { EventStream } from "#lib/domain/account-event.ts";
import type { JsonObject } from "#lib/domain/json.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { FetchedEvent } from "#lib/ports/events-api.ts";
import { idPattern } from "./routes.ts";

/** A page of a stream. Items are kept as they are: an action or a field that nobody knows yet is no error. */
export const eventsPageAnswer = z.object({
  items: z.array(z.record(z.string(), z.json())).nullish(),
  cursor: z.string().min(1),
  has_more: z.boolean(),
});

const plainUuid = /^[\x21-\x7e]{1,200}$/;
/** Objects whose `aux` names the person that something was done to. */
const auxObjects = new Set(["gm", "uva", "device"]);

/** An item with what tells it apart. One without an id of its own is known by its content. */
export function readEventItem(stream: EventStream, body: JsonObject): FetchedEvent {
  const { uuid, timestamp } = body;
  const hasId = typeof uuid === "string" && plainUuid.test(uuid);
  const at = typeof timestamp === "string" ? new Date(timestamp) : new Date(Number.NaN);
  return {
    uuid: hasId ? uuid : `sha256:${sha256Hex(new TextEncoder().encode(JSON.stringify(body)))}`,
    at: Number.isNaN(at.getTime()) ? null : at,
    userId: subjectOf(stream, body),
    body,
  };
}

function subjectOf(stream: EventStream, body: JsonObject): string | null {
  switch (stream) {
    case "signinattempts":
      return idIn(body["target_user"]);
    case "itemusages":
      return idIn(body["user"]);
    case "auditevents": {
      const type = body["object_type"];
      if (type === "user") return asId(body["object_uuid"]) ?? idIn(body["object_details"]);
      const aux = typeof type === "string" && auxObjects.has(type) ? asId(body["aux_uuid"]) : null;
      return aux ?? asId(body["actor_uuid"]) ?? idIn(body["actor_details"]);
    }
  }
}

function idIn(value: JsonObject[string]): string | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? asId(value["uuid"]) : null;
}

function asId(value: JsonObject[string]): string | null {
  return typeof value === "string" && idPattern.test(value) ? value : null;
}
