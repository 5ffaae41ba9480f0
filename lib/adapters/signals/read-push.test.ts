import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "phishing is high, about the employee and not the private address of the account",
    {
      who: "greta.saarinen@acme.example",
      format: "push",
      ruleId: "push.DETECTION.PHISHING",
      severity: "high",
      kind: "account_takeover",
      provider: "push:emp-0001",
      time: "2026-11-18T11:15:00.250Z",
      at: "new.employee.email",
      ip: "192.0.2.90",
    },
  ],
  ["blocked it is low", { who: "greta.saarinen@acme.example", severity: "low", provider: "push:emp-0002" }],
  [
    "an open finding is medium; an employee's id alone is a key of the provider",
    {
      who: null,
      provider: "push:emp-0003",
      severity: "medium",
      kind: "secret_exposure",
      title: "Push: finding (leaked password), github",
    },
  ],
  [
    "on deletion the person stands in the old object",
    {
      who: "lucas.ferreira@acme.example",
      at: "old.email",
      severity: "informational",
      description: "deleted",
    },
  ],
  ["an app is nobody", { who: null, provider: null }],
  [
    "an employee's own id is the key; without a time it is that of receipt",
    { who: "marcus.aldine@acme.example", provider: "push:emp-0006", timeAssumed: true },
  ],
];

describe("an event of Push Security", () => {
  it.each(tableOf("push", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
