import { readCountry } from "./read-country.ts";
import type { Party, SeenEvent, SeenStream } from "./seen-event.ts";

type Body = Readonly<Record<string, unknown>>;

const serviceAccounts = "@1passwordserviceaccounts.com";

/** The types aren't published in full: with an e-mail all but machines are persons, without one only these. */
const personTypes = /^(?:user|guest|member)$/i;
const machines = /service|application|integration|system|bridge/i;

/** Ids of 1Password have 26 characters, in old recordings 22. Shorter ones come from tests; an e-mail says more. */
const shortestId = 20;

/**
 * An event of 1Password's as the detections look at it. Facts of the field: keys come in any case from pipelines,
 * `target_user` may lack its `uuid`, v2 says `user_type` or `type`, old records say `client.ip`.
 */
export function readSeenEvent(given: { stream: SeenStream; uuid: string; at: Date; body: Body }): SeenEvent {
  const { stream, uuid, at, body } = given;
  const common = {
    uuid,
    at,
    ip:
      textAt(body, ["session", "ip"]) ??
      textAt(body, ["client", "ip_address"]) ??
      textAt(body, ["client", "ip"]),
    country: countryOf(body),
  };
  switch (stream) {
    case "signinattempts":
      return {
        ...common,
        stream,
        category: wordAt(body, "category"),
        type: wordAt(body, "type"),
        user: partyAt(body, "target_user"),
        app: textAt(body, ["client", "app_name"]),
      };
    case "auditevents":
      return {
        ...common,
        stream,
        action: wordAt(body, "action"),
        objectType: wordAt(body, "object_type"),
        object: partyAt(body, "object_details", textAt(body, ["object_uuid"])),
        actor: partyAt(body, "actor_details", textAt(body, ["actor_uuid"]), textAt(body, ["actor_type"])),
        aux: partyAt(body, "aux_details", textAt(body, ["aux_uuid"])),
        auxInfo: textAt(body, ["aux_info"]),
      };
    case "itemusages":
      return {
        ...common,
        stream,
        action: wordAt(body, "action"),
        itemId: textAt(body, ["item_uuid"])?.toLowerCase() ?? null,
        vaultId: textAt(body, ["vault_uuid"])?.toLowerCase() ?? null,
        user: partyAt(body, "user"),
      };
  }
}

function partyAt(
  body: Body,
  name: string,
  outerId: string | null = null,
  outerType: string | null = null,
): Party {
  const email = textAt(body, [name, "email"])?.toLowerCase() ?? null;
  const id = textAt(body, [name, "uuid"]) ?? outerId;
  const type = textAt(body, [name, "user_type"]) ?? textAt(body, [name, "type"]) ?? outerType ?? "user";
  return {
    id: id !== null && (id.length >= shortestId || email === null) ? id : null,
    email,
    name: textAt(body, [name, "name"]),
    isPerson:
      email === null ? personTypes.test(type) : !email.endsWith(serviceAccounts) && !machines.test(type),
  };
}

function countryOf(body: Body): string | null {
  const text = textAt(body, ["location", "country"]) ?? textAt(body, ["country"]);
  return text === null ? null : readCountry(text);
}

function wordAt(body: Body, name: string): string {
  return textAt(body, [name])?.toLowerCase() ?? "";
}

function textAt(body: Body, path: readonly string[]): string | null {
  let value: unknown = body;
  for (const name of path) value = memberOf(value, name);
  if (typeof value !== "string") return null;
  const text = value
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 300);
  return text === "" ? null : text;
}

function memberOf(holder: unknown, name: string): unknown {
  if (typeof holder !== "object" || holder === null || Array.isArray(holder)) return undefined;
  if (Object.hasOwn(holder, name)) return (holder as Body)[name];
  const key = Object.keys(holder).find((known) => known.toLowerCase() === name);
  return key === undefined ? undefined : (holder as Body)[key];
}
