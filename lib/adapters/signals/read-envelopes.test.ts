import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "a CloudEvent gives id, type and time where its data says none",
    {
      who: "raj.venkataraman@acme.example",
      format: "cloudevents",
      title: "Odd login",
      ruleId: "example.login.odd",
      nativeId: "/detectors/7 ce-0001",
      time: "2026-11-20T16:00:00.000Z",
      at: "data.user_email",
      severity: "low",
    },
  ],
  [
    "a known shape in a CloudEvent keeps its own id and format",
    {
      who: "greta.saarinen@acme.example",
      format: "okta",
      nativeId: "5f1c2d3e-0000-4000-8000-000000000001",
      at: "data.actor.alternateId",
    },
  ],
  [
    "the subject of a CloudEvent counts if it is an e-mail",
    { who: "raj.venkataraman@acme.example", at: "subject" },
  ],
  [
    "data may be in base64",
    { who: "raj.venkataraman@acme.example", title: "From base64", at: "data_base64.user_email" },
  ],
  [
    "data may be plain words, and the subject a thing",
    { who: null, title: "plain words", format: "cloudevents" },
  ],
  [
    "events as JSON in the messages of a pipeline are as many signals",
    { who: "dana.roth@acme.example", format: "okta", severity: "high" },
    { who: "dana.roth@acme.example", nativeId: "5f1c2d3e-0000-4000-8000-000000000003" },
  ],
  ["an original event as text is read by its own table", { who: "dana.roth@acme.example", format: "okta" }],
  [
    "Azure sends records",
    { who: "freja.holmgaard@acme.example", format: "entra", at: "records[0].properties.userPrincipalName" },
    { who: "samira.haidari@acme.example" },
  ],
  [
    "Graph sends value",
    { who: "freja.holmgaard@acme.example", format: "entra" },
    { who: "raj.venkataraman@acme.example", at: "value[1].userPrincipalName" },
  ],
  [
    "Okta's event hook holds events",
    { who: "greta.saarinen@acme.example", format: "okta" },
    { who: "dana.roth@acme.example", at: "data.events[1].target[2].alternateId" },
  ],
  [
    "Elastic's connector sends alerts in a context",
    { who: "marcus.aldine@acme.example", format: "elastic" },
    { who: "pia.holm@acme.example" },
  ],
  [
    "hits of a search have their ids beside them",
    { who: "raj.venkataraman@acme.example", nativeId: "h-1", format: "generic" },
    { who: "marcus.aldine@acme.example", nativeId: "ea1f0001" },
  ],
  ["Duo answers with a page", { who: "dana.roth@acme.example", format: "duo" }],
  [
    "a search of Splunk names the signal, and its owner is nobody",
    {
      who: "raj.venkataraman@acme.example",
      ruleId: "Brute force against VPN",
      title: "Brute force against VPN",
      nativeId: "scheduler__admin__search__RMD5",
      time: "2026-11-18T11:21:40.000Z",
      ip: "203.0.113.91",
      url: "https://splunk.example/s?sid=1",
      related: [],
    },
  ],
  [
    "an alert with records of its own stays the alert",
    { who: "raj.venkataraman@acme.example", title: "Composed alert", severity: "high" },
  ],
  ["a known shape in a detail is read as that shape", { who: "marcus.aldine@acme.example", format: "okta" }],
  ["unknown alerts in a list are as many signals", { who: null, format: "generic" }, { who: null }],
  [
    "up to four layers come off",
    {
      who: "greta.saarinen@acme.example",
      format: "okta",
      at: "data.records[0].data.event.actor.alternateId",
    },
  ],
];

describe("an envelope", () => {
  it.each(tableOf("envelopes", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
