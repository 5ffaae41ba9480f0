import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "is about the users in its evidence, the compromised one first; never about its analyst",
    {
      who: "lucas.ferreira@acme.example",
      format: "defender",
      ruleId: "e0da400f-affd-43ef-b1d5-afc2eb6f2756",
      title: "Multi-stage incident involving a stolen session cookie",
      kind: "token_theft",
      severity: "medium",
      confidence: null,
      nativeId: "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c/2972395",
      revision: "2026-11-20T11:32:31Z",
      time: "2026-11-20T11:13:59.143Z",
      attack: ["T1539"],
      url: "https://security.example/incidents/2972395",
      at: "alerts[0].evidence[2].userAccount.userPrincipalName",
      context: false,
    },
    { who: "raj.venkataraman@acme.example" },
  ],
  ["without alerts is about nobody", { who: null, provider: null, ruleId: "unknown" }],
  [
    "that is resolved is context",
    { who: "lucas.ferreira@acme.example", context: true },
    { who: "raj.venkataraman@acme.example", context: true },
  ],
  [
    "that was merged goes by the one into which it went",
    {
      who: "lucas.ferreira@acme.example",
      nativeId: "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c/2972395",
      context: true,
    },
    { who: "raj.venkataraman@acme.example" },
  ],
  [
    "may stand alone as an alert, about a mailbox",
    {
      who: "marisol.vega@acme.example",
      ruleId: "inbox-rule",
      title: "Suspicious inbox rule",
      severity: "high",
      attack: ["T1564.008"],
      at: "evidence[0].primaryAddress",
    },
  ],
  ["about devices only is about nobody", { who: null }],
];

describe("an incident or alert of Defender", () => {
  it.each(tableOf("defender", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
