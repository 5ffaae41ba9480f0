import { describe, expect, it } from "vitest";
import { readEvent } from "./read-event.ts";
import { context, readFor, type Row, tableOf } from "./test-fixtures.ts";

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
  [
    "credentials that have to be changed are as grave as compromised ones",
    { severity: "high", context: false, who: "lucas.ferreira@acme.example" },
  ],
  [
    "of several events the gravest counts, and the others are named",
    {
      who: "lucas.ferreira@acme.example",
      severity: "high",
      context: false,
      ruleId: "risc.account-disabled",
      description: "reason: hijacking · Also: caep.session-revoked",
    },
  ],
  [
    "an event of a type that nobody knows keeps its address as the rule, and the id of its token",
    {
      who: "lucas.ferreira@acme.example",
      format: "caep",
      ruleId: "https://idp.acme.example/events/badge-lost/",
      title: "Badge lost",
      severity: "medium",
      nativeId: "https://idp.acme.example/ set-0012",
    },
  ],
  [
    "a session that began is everyday traffic",
    { who: "lucas.ferreira@acme.example", context: true, severity: "informational" },
  ],
  [
    "a stream that was paused is said, about nobody",
    { who: null, title: "Stream updated: paused", context: true },
  ],
  [
    "of aliases the one that is known counts, and what changed is said",
    {
      who: "lucas.ferreira@acme.example",
      context: true,
      description: "change type: revoke · credential type: fido2-platform",
    },
  ],
];

describe("a subject of the form iss_sub", () => {
  const set = (sub: string) => ({
    iss: "https://idp.acme.example/",
    jti: "1",
    iat: 1_795_000_800,
    sub_id: { format: "iss_sub", iss: "https://idp.acme.example/", sub },
    events: { "https://schemas.openid.net/secevent/risc/event-type/account-disabled": {} },
  });
  const personIn = (sub: string, subjectForm: "provider_id" | "email" | null) => {
    const [signal] = readEvent(set(sub), { ...context, subjectForm });
    return [signal?.subject.email, signal?.subject.providerId];
  };
  const [email, id] = ["lucas.ferreira@acme.example", "00u1"];
  const at = (sub: string) => `https://idp.acme.example/#${sub}`;

  it("is read as its stream says, and by its looks where nobody said", () => {
    expect(personIn(email, "provider_id")).toEqual([null, at(email)]);
    expect(personIn(email, "email")).toEqual([email, null]);
    expect(personIn(email, null)).toEqual([email, null]);
    // What is no address can't be one, whatever the stream says.
    for (const form of ["provider_id", "email", null] as const) {
      expect(personIn(id, form)).toEqual([null, at(id)]);
    }
  });
});

describe("a security event token as plain JSON", () => {
  it.each(tableOf("caep", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
