import { expect, test } from "vitest";
import { makeKeyActor, makePersonActor, makeSystemActor } from "./actor.ts";
import { Role } from "./roles.ts";
import { eligibleApprovers, mayDecide } from "./two-person-rule.ts";

const everyRole = Role.options;
const request = { requesterPersonId: "ana", subjectEmail: "wendy@acme.example", voterPersonIds: ["ivo"] };

const person = (personId: string, roles = everyRole, email = `${personId}@acme.example`) =>
  makePersonActor({
    personId,
    name: personId,
    email,
    roles,
    iss: "i",
    sub: personId,
    sessionRef: "s",
    amr: [],
    authTime: new Date(0),
  });

test("the requester is refused first, before any role is looked at", () => {
  expect(mayDecide(person("ana", []), request)).toEqual({ allowed: false, code: "self_approval" });
  expect(mayDecide(person("ana", everyRole), request)).toEqual({ allowed: false, code: "self_approval" });
});

test("the person whom it is about is refused, whatever the letters of the e-mail", () => {
  const wendy = person("w", everyRole, " WENDY@acme.example ");
  expect(mayDecide(wendy, request)).toEqual({ allowed: false, code: "subject_decides" });
});

test("only an IAM lead decides, and once", () => {
  for (const role of everyRole) {
    expect(mayDecide(person("x", [role]), request).allowed).toBe(role === "iam_lead");
  }
  expect(mayDecide(person("ivo"), request)).toEqual({ allowed: false, code: "already_voted" });
});

test("no machine decides, with whatever scope", () => {
  const key = makeKeyActor({ keyId: "k", name: "k", scopes: ["requests:approve", "*"] });
  expect(mayDecide(key, request)).toEqual({ allowed: false, code: "machine_may_not" });
  expect(mayDecide(makeSystemActor("executor"), request)).toEqual({
    allowed: false,
    code: "machine_may_not",
  });
});

test("eligible are the IAM leads who are neither requester nor subject nor disabled", () => {
  const member = (id: string, given = {}) => ({
    id,
    email: `${id}@acme.example`,
    roles: [Role.enum.iam_lead],
    disabledAt: null,
    ...given,
  });
  const members = [
    member("ana"),
    member("wendy"),
    member("ines"),
    member("gone", { disabledAt: new Date(0) }),
    member("ben", { roles: [Role.enum.analyst] }),
  ];
  expect(eligibleApprovers(members, request).map(({ id }) => id)).toEqual(["ines"]);
});
