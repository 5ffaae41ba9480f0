import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "a fraud is high",
    {
      who: "dana.roth@acme.example",
      format: "duo",
      ruleId: "duo.auth.user_marked_fraud",
      title: "Duo: user marked fraud, VPN",
      kind: "account_takeover",
      severity: "high",
      time: "2026-11-18T11:06:40.000Z",
      nativeId: "340a23e3-23f3-23c1-87dc-1491a23dfdbb",
      provider: "duo:DU3KC77WJ06Y5HIV7XKQ",
      ip: "192.0.2.77",
      confidence: null,
    },
  ],
  [
    "denied is medium; a user name is no key, Duo's id is one",
    { who: null, username: "dana.roth", provider: "duo:DU3KC77WJ06Y5HIV7XKQ", severity: "medium" },
  ],
  [
    "a bypass is low; a user name may be an e-mail",
    { who: "marcus.aldine@acme.example", severity: "low", at: "user.name" },
  ],
  [
    "without a time it is that of receipt",
    { who: "dana.roth@acme.example", severity: "informational", timeAssumed: true, timeText: null },
  ],
  [
    "an administrator's action on a user is about that user",
    {
      who: "samira.haidari@acme.example",
      ruleId: "duo.admin.user_update",
      severity: "informational",
      nativeId: null,
      related: ["Kenji Arakawa"],
    },
  ],
  [
    "an administrator's own sign-in is about them, by the e-mail in the description",
    { who: "kenji.arakawa@acme.example", severity: "informational", at: "description.email" },
  ],
  [
    "any other is about nobody: the administrator's name is for display, even where it looks like an e-mail",
    {
      who: null,
      username: null,
      severity: "medium",
      description: '{"name": broken',
      related: ["kenji.arakawa@acme.example"],
    },
  ],
  [
    "a user name is kept for the person who links it",
    { who: null, username: "jsmith", severity: "medium", kind: "factor_change" },
  ],
];

describe("an event of Duo", () => {
  it.each(tableOf("duo", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
