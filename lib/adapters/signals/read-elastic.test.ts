import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "may be flattened and full of lists",
    {
      who: "marcus.aldine@acme.example",
      format: "elastic",
      ruleId: "cc92c835-da92-45c9-9f29-b4992ad621a0",
      title: "Attempts to Brute Force an Okta User Account",
      kind: "account_takeover",
      severity: "high",
      time: "2026-11-20T12:59:00.000Z",
      nativeId: "ea1f0001",
      ip: "203.0.113.70",
      attack: ["T1110", "T1110.003"],
      url: "https://kibana.example/alert/1",
      confidence: null,
      context: false,
    },
  ],
  [
    "may be nested; its score tells the severity, a single related user whom it is about, a building block is context",
    { who: "pia.holm@acme.example", severity: "medium", nativeId: "ea1f0002", context: true },
  ],
  ["that is closed is context; about a host it is about nobody", { who: null, context: true }],
  [
    "may hold the event that raised it as text, read by that event's own table",
    {
      who: "dana.roth@acme.example",
      ruleId: "cc92c835-da92-45c9-9f29-b4992ad621a0",
      at: "event.original.target[2].alternateId",
      related: ["marcus.aldine@acme.example"],
    },
  ],
  [
    "of before 8.0 says signal instead of kibana.alert",
    {
      who: "dana.roth@acme.example",
      ruleId: "r-5",
      severity: "low",
      nativeId: "ea1f0005",
      time: "2026-11-20T13:19:00.000Z",
      at: "user.name",
    },
  ],
];

describe("an alert of Elastic", () => {
  it.each(tableOf("elastic", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
