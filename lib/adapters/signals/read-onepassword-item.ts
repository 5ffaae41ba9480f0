import { lookUp } from "#lib/domain/look-up.ts";
import { inWords } from "./clean-text.ts";
import { fieldsOf } from "./event-fields.ts";
import type { JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { onepasswordPerson } from "./onepassword-person.ts";
import { describeClient } from "./read-onepassword-signin.ts";

const actions: Readonly<Record<string, string>> = {
  fill: "Item filled in",
  "select-sso-provider": "Item used for single sign-on",
  "enter-item-edit-mode": "Item opened for editing",
  export: "Item exported",
  share: "Item shared",
  "secure-copy": "Secret of an item copied",
  reveal: "Secret of an item revealed",
  "server-create": "Item created",
  "server-update": "Item changed",
  "server-fetch": "Item fetched",
  used: "Item used",
};

/** Reads an item usage of 1Password's Events API. Old records have no `action`. */
export function readOnepasswordItem(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const action = fields.text("action") ?? "used";
  const what = lookUp(actions, action.toLowerCase()) ?? `Item usage: ${inWords(action)}`;
  return {
    format: "onepassword.item_usage",
    people: [onepasswordPerson(event, { ids: [], details: "user" })],
    nativeId: fields.id("uuid"),
    ruleId: `onepassword.item.${action}`,
    title: `${what}, vault ${fields.text("vault_uuid") ?? "unknown"}`,
    severity: "informational",
    times: fields.values("timestamp"),
    ip: fields.ip("client.ip_address", "client.ip"),
    description: describeClient(fields),
  };
}
