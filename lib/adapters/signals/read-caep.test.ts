import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "session revoked is context, about the user of a complex subject",
    {
      who: "lucas.ferreira@acme.example",
      format: "caep",
      ruleId: "caep.session-revoked",
      title: "Session revoked",
      kind: "token_theft",
      context: true,
      nativeId: "https://idp.acme.example/ set-0001",
      time: "2026-11-18T11:19:59.123Z",
      description: "Policy C076",
      at: "sub_id.user.sub",
    },
  ],
  [
    "a risk level is a signal of that severity",
    {
      who: "lucas.ferreira@acme.example",
      severity: "high",
      context: false,
      title: "Risk level change: high",
      time: "2026-11-18T11:19:59.000Z",
    },
  ],
  [
    "a low one is context",
    { who: "lucas.ferreira@acme.example", severity: "low", context: true, time: "2026-11-18T11:20:00.000Z" },
  ],
  [
    "a compromised credential is high",
    {
      who: "lucas.ferreira@acme.example",
      severity: "high",
      context: false,
      ruleId: "risc.credential-compromise",
    },
  ],
  [
    "an account enabled is a hint",
    { who: "lucas.ferreira@acme.example", severity: "informational", context: true },
  ],
  ["an opaque subject is nobody", { who: null, provider: null }],
  [
    "a provider that we know has its name before the id",
    { who: null, provider: "okta:00u1lucasferreira001" },
  ],
  ["a device alone is nobody", { who: null, provider: null }],
  [
    "an old token has its subject in the event",
    { who: "lucas.ferreira@acme.example", severity: "high", ruleId: "risc.account-disabled" },
  ],
];

describe("a security event token as plain JSON", () => {
  it.each(tableOf("caep", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
