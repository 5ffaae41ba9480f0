import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "of a user is about that user",
    {
      who: "TARGETTARGETTARGETTARGETT2",
      format: "onepassword.audit",
      ruleId: "onepassword.audit.user.suspend",
      title: "Suspend user by Kenji Arakawa",
      severity: "informational",
      severityAssumed: false,
      time: "2026-11-20T14:01:19.710Z",
      nativeId: "A0000000000000000000000001",
      ip: "198.51.100.60",
      related: ["kenji.arakawa@acme.example"],
      at: "object_uuid",
    },
  ],
  [
    "of a group membership is about the member",
    {
      who: "TARGETTARGETTARGETTARGETT2",
      kind: "privilege_change",
      title: "Add to group membership by Kenji Arakawa",
    },
  ],
  [
    "of vault access is about who got it, by e-mail where the id is missing",
    { who: "pia.holm@acme.example", at: "aux_details.email" },
  ],
  [
    "of anything else is about who acted",
    { who: "ACTORACTORACTORACTORACTOR2", kind: "mass_access", title: "Export vault by Kenji Arakawa" },
  ],
  ["by a service account is about nobody", { who: null, title: "Create service account by Deploy robot" }],
  [
    "with an id from a test goes by the e-mail; an application that acted is nobody",
    { who: "pia.holm@acme.example", at: "object_details.email" },
  ],
  ["of the account by a service account is about nobody", { who: null, kind: "factor_change" }],
  ["may have the one who acted by e-mail only", { who: "kenji.arakawa@acme.example", related: [] }],
];

describe("an audit event of 1Password", () => {
  it.each(tableOf("onepassword-audit", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
