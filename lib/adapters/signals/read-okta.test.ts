import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "a sign-in is about its actor, in lower case",
    {
      who: "greta.saarinen@acme.example",
      format: "okta",
      ruleId: "user.session.start",
      severity: "informational",
      time: "2026-11-20T08:01:11.123Z",
      ip: "203.0.113.20",
      nativeId: "5f1c2d3e-0000-4000-8000-000000000001",
      provider: "okta:00u1gretasaarinen0001",
      at: "actor.alternateId",
      attack: [],
      confidence: null,
    },
  ],
  [
    "a right given is about whom it was given to; super administrator is high",
    {
      who: "dana.roth@acme.example",
      severity: "high",
      kind: "privilege_change",
      related: ["marcus.aldine@acme.example"],
      at: "target[0].alternateId",
    },
  ],
  ["a lesser right keeps its severity", { who: "dana.roth@acme.example", severity: "informational" }],
  [
    "a factor removed is about the user among the targets, whatever else stands there",
    { who: "dana.roth@acme.example", kind: "factor_change", at: "target[2].alternateId" },
  ],
  [
    "without a user among the targets it is about the actor",
    { who: "marcus.aldine@acme.example", severity: "high" },
  ],
  [
    "a reused token of a client is about the user among the targets",
    { who: "dana.roth@acme.example", severity: "medium", kind: "token_theft" },
  ],
  ["and about nobody without one, even where a person acted", { who: null, provider: null }],
  ["an address isn't anybody", { who: null, severity: "high", provider: null }],
  [
    "a new device and a new address at the admin console are high",
    { who: "marcus.aldine@acme.example", severity: "high" },
  ],
  ["one of both alone isn't", { who: "marcus.aldine@acme.example", severity: "informational" }],
  ["they may hide as JSON in a text", { who: "marcus.aldine@acme.example", severity: "high" }],
  [
    "a phishing attempt that FastPass declined is high, and Okta's risk is told",
    {
      who: "marcus.aldine@acme.example",
      severity: "high",
      description:
        "Outcome: FAILURE (FastPass declined phishing attempt) · From Lisbon, Portugal · Okta's risk: HIGH",
    },
  ],
  [
    "a password of another's account that was shown is medium",
    {
      who: "marcus.aldine@acme.example",
      severity: "medium",
      kind: "secret_exposure",
      related: ["dana.roth@acme.example"],
    },
  ],
  ["one's own isn't", { who: "marcus.aldine@acme.example", severity: "informational" }],
  [
    "a user name is no key; through a proxy is medium",
    { who: null, username: "admin", provider: null, severity: "medium" },
  ],
  ["a password reset by Okta is about its user", { who: "dana.roth@acme.example", kind: "factor_change" }],
  [
    "without an actor an account of an app gives a user name and no key",
    { who: null, username: "aardvark", provider: null },
  ],
  [
    "what a user reported is high",
    { who: "marcus.aldine@acme.example", severity: "high", kind: "account_takeover" },
  ],
  [
    "keys in lower case are the same keys; DEBUG is informational, raised here",
    {
      who: "marcus.aldine@acme.example",
      severity: "high",
      ruleId: "group.privilege.grant",
      title: "Group privilege grant",
    },
  ],
  ["ERROR is high", { who: "marcus.aldine@acme.example", severity: "high" }],
  [
    "an id alone is a key of the provider",
    { who: null, provider: "okta:00u1onlyanid00000001", at: "actor.id" },
  ],
  [
    "redacted is neither id nor time; a target that nobody knows leaves the actor",
    { who: "marcus.aldine@acme.example", nativeId: null, timeAssumed: true, timeText: "redacted" },
  ],
];

describe("an event of Okta's System Log", () => {
  it.each(tableOf("okta", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
