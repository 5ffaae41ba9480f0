import { describe, expect, it } from "vitest";
import { readEvent } from "./read-event.ts";
import { context, readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "is about the accounts that the playbook sends, never about its owner",
    {
      who: "pia.holm@acme.example",
      format: "sentinel",
      provider: "entra:11111111-0000-4000-8000-000000000004",
      ruleId: "fab3d2d4-747f-46a7-8ef0-9c0be8112bf7",
      title: "Multiple failed sign-ins then success",
      severity: "high",
      confidence: null,
      time: "2026-11-20T10:00:00.123Z",
      nativeId: "73e01a99-5cd7-4139-a149-9f2736ff2ab5",
      revision: '"0300bf09-0000"',
      alertId: "3177",
      attack: ["T1110", "T1078", "CredentialAccess"],
      url: "https://portal.azure.example/incident/73e01a99",
      at: "properties.relatedEntities[0].properties.accountName",
      context: false,
    },
  ],
  [
    "is read inside a playbook's trigger, and about nobody without accounts",
    { who: null, format: "sentinel", nativeId: "73e01a99-5cd7-4139-a149-9f2736ff2ab6" },
  ],
  ["that is closed is context", { who: "pia.holm@acme.example", context: true }],
  [
    "with several accounts is a signal for each, under one incident",
    { who: "pia.holm@acme.example", alertId: "3177", related: ["raj.venkataraman@acme.example"] },
    { who: "raj.venkataraman@acme.example", alertId: "3177", related: ["pia.holm@acme.example"] },
  ],
];

describe("an incident of Sentinel", () => {
  it.each(tableOf("sentinel", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });

  it("with more than 50 accounts is one signal that lists them, about nobody", () => {
    const relatedEntities = Array.from({ length: 51 }, (_, at) => ({
      kind: "Account",
      properties: { accountName: `p${at}`, upnSuffix: "b.io" },
    }));
    const type = "Microsoft.SecurityInsights/incidents";
    const signals = readEvent({ type, name: "n", properties: { title: "t", relatedEntities } }, context);
    expect(signals).toHaveLength(1);
    expect(signals[0]).toMatchObject({ subject: { email: null }, related: [] });
    expect(signals[0]?.description).toMatch(/^Names 51 people: p0@b\.io, p1@b\.io, /);
  });
});
