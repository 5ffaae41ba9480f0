import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "2004 is about the users of its evidence, never about its assignee",
    {
      who: "marisol.vega@acme.example",
      format: "ocsf",
      ruleId: "an-77",
      title: "Stolen session cookie replayed",
      kind: "token_theft",
      severity: "high",
      confidence: 87,
      time: "2026-11-18T11:16:40.123Z",
      nativeId: "f-0001 ocsf-0001",
      alertId: "f-0001",
      ip: "203.0.113.88",
      attack: ["T1539", "T1550.004"],
      url: "https://detect.example/f-0001",
      at: "evidences[0].user.email_addr",
      context: false,
    },
  ],
  [
    "2004 that is no alert is context; its observables may tell whom it is about",
    {
      who: "samira.haidari@acme.example",
      severity: "high",
      confidence: 75,
      context: true,
      at: "observables[1].value",
    },
  ],
  [
    "2004 that is closed is context; 6 is critical; an id of 1Password's form is one",
    { who: "IR7VJHJ36JHINBFAD7V2T5MP3E", severity: "critical", context: true },
  ],
  [
    "3002 is about its user, not about who acted for them",
    {
      who: "kenji.arakawa@acme.example",
      ruleId: "ocsf.3002.1.2",
      title: "Logon failed",
      severity: "low",
      time: "2026-11-18T11:18:20.123Z",
      nativeId: "ocsf-0004",
      ip: "203.0.113.89",
      related: ["proxy@acme.example"],
    },
  ],
  ["2004 about resources only is about nobody", { who: null }],
];

describe("an OCSF event", () => {
  it.each(tableOf("ocsf", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
