import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "is about whom the event within is about, by that event's own table",
    {
      who: "dana.roth@acme.example",
      format: "panther",
      ruleId: "Okta.AdminRoleAssigned",
      severity: "high",
      nativeId: "b90c19e66e160e194a5b3b94b0f00001",
      alertId: "b90c19e66e160e194a5b3b94b0f00001",
      time: "2026-11-20T12:00:00.049Z",
      attack: ["T1552.001"],
      ip: "203.0.113.20",
      url: "https://panther.example/alerts/1",
      at: "alertContext.target[0].alternateId",
      related: ["marcus.aldine@acme.example", "kenji.arakawa@acme.example"],
      context: false,
    },
  ],
  [
    "else by the names that senders commonly use",
    {
      who: "marisol.vega@acme.example",
      severity: "critical",
      kind: "token_theft",
      at: "alertContext.user_email",
    },
  ],
  ["about a fault of a rule is context", { who: "dana.roth@acme.example", context: true }],
  [
    "that names somebody in its title only is about nobody: that is a suggestion",
    { who: null, related: ["kenji.arakawa@acme.example"] },
  ],
  [
    "may hold an item usage of 1Password",
    { who: "freja.holmgaard@acme.example", ip: "192.0.2.33", severity: "low" },
  ],
];

describe("an alert of Panther", () => {
  it.each(tableOf("panther", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
