import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "a risk detection is known by what it holds, whatever the log level says",
    {
      who: "freja.holmgaard@acme.example",
      format: "entra",
      ruleId: "impossibleTravel",
      title: "impossible travel",
      kind: "impossible_travel",
      severity: "high",
      confidence: 75,
      time: "2026-11-20T09:01:23.143Z",
      timeText: "2026-11-20T09:01:23.1433333Z",
      nativeId: "a92abd6c9f0f4a07",
      revision: "2026-11-20T09:05:00.7088498+00:00",
      attack: ["T1078.004", "T1550"],
      ip: "203.0.113.31",
      provider: "entra:11111111-0000-4000-8000-000000000001",
      at: "properties.userPrincipalName",
      context: false,
    },
  ],
  [
    "one that was remediated is context",
    { who: "freja.holmgaard@acme.example", context: true, at: "userPrincipalName" },
  ],
  [
    "a hidden level says nothing",
    {
      who: "freja.holmgaard@acme.example",
      severity: "medium",
      severityAssumed: true,
      confidence: null,
      kind: "token_theft",
    },
  ],
  [
    "a confirmed compromise is high at least",
    { who: "freja.holmgaard@acme.example", severity: "high", confidence: 25 },
  ],
  [
    "a guest never links by their name",
    {
      who: null,
      username: "lucas_partner.example#EXT#@acme.onmicrosoft.example",
      provider: "entra:11111111-0000-4000-8000-000000000001",
    },
  ],
  [
    "the id of a risky user is the user's: the change makes it an event",
    {
      who: "freja.holmgaard@acme.example",
      ruleId: "entra.risky-user",
      title: "Risky user: user performed secured password reset",
      severity: "medium",
      confidence: 50,
      nativeId: "11111111-0000-4000-8000-000000000001 2026-11-20T09:06:00Z",
      context: false,
    },
  ],
  ["a dismissed one is context", { who: "freja.holmgaard@acme.example", context: true }],
  [
    "a sign-in has the higher of its two levels and the first of its detections",
    {
      who: "samira.haidari@acme.example",
      ruleId: "unfamiliarFeatures",
      title: "Sign-in to Payroll",
      severity: "medium",
      confidence: 50,
      ip: "198.51.100.8",
    },
  ],
  [
    "one confirmed as safe loses its level",
    {
      who: "samira.haidari@acme.example",
      ruleId: "entra.signin.0",
      severity: "informational",
      confidence: null,
      context: false,
    },
  ],
  [
    "one without risk is informational, by the code of its error",
    {
      who: "samira.haidari@acme.example",
      ruleId: "entra.signin.50126",
      severity: "informational",
      severityAssumed: false,
    },
  ],
  ["a service principal is no person", { who: null, provider: null }],
  [
    "a password that was reset is about whose it is",
    {
      who: "samira.haidari@acme.example",
      ruleId: "Reset user password",
      title: "Reset user password: Samira Haidari",
      severity: "low",
      related: ["kenji.arakawa@acme.example"],
      at: "properties.targetResources[0].userPrincipalName",
    },
  ],
  [
    "any other change is about who made it",
    { who: "kenji.arakawa@acme.example", related: ["samira.haidari@acme.example"] },
  ],
  [
    "what an app changed is about nobody",
    { who: null, provider: null, related: ["samira.haidari@acme.example"] },
  ],
];

describe("a record of Microsoft Entra", () => {
  it.each(tableOf("entra", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
