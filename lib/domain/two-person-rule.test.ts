import { expect, test } from "vitest";
import { makeKeyActor, makeSystemActor } from "./actor.ts";
import { Role } from "./roles.ts";
import { account, signedIn, teamOf } from "./test-team.ts";
import { eligibleApprovers, mayDecide } from "./two-person-rule.ts";

const request = { requesterPersonId: "ana", subjectEmail: "wendy@acme.example", voterPersonIds: ["ivo"] };
const ana = account("ana");
const ines = account("ines");
const ivo = account("ivo");
const team = teamOf([ana, ines, ivo]);
const refused = (code: string) => ({ allowed: false, code });

test("the requester is refused first, before any role is looked at", () => {
  expect(mayDecide(signedIn({ ...ana, roles: [] }), request, team)).toEqual(refused("self_approval"));
  expect(mayDecide(signedIn(ana), request, team)).toEqual(refused("self_approval"));
});

test("a second account of the requester is the requester, from the moment of the link", () => {
  const second = account("ana-admin", { email: "a.ruiz@acme.example" });
  expect(mayDecide(signedIn(second), request, teamOf([ana, second, ines])).allowed).toBe(true);
  const linked = { ...second, linkedToPersonId: "ana" };
  expect(mayDecide(signedIn(linked), request, teamOf([ana, linked, ines]))).toEqual(refused("self_approval"));
  const asked = { ...request, requesterPersonId: "ana-admin" };
  expect(mayDecide(signedIn(ana), asked, teamOf([ana, linked, ines]))).toEqual(refused("self_approval"));
});

test("the person whom it is about is refused, by whatever account and letters of the e-mail", () => {
  const wendy = account("w", { email: " WENDY@acme.example " });
  expect(mayDecide(signedIn(wendy), request, teamOf([wendy, ana]))).toEqual(refused("subject_decides"));
  const other = account("wendy-admin", { linkedToPersonId: "w" });
  expect(mayDecide(signedIn(other), request, teamOf([wendy, other]))).toEqual(refused("subject_decides"));
});

test("only an IAM lead decides, and once, also with a second account", () => {
  for (const role of Role.options) {
    expect(mayDecide(signedIn(account("x", { roles: [role] })), request, team).allowed).toBe(
      role === "iam_lead",
    );
  }
  expect(mayDecide(signedIn(ivo), request, team)).toEqual(refused("already_voted"));
  const second = account("ivo-2", { linkedToPersonId: "ivo" });
  expect(mayDecide(signedIn(second), request, teamOf([ivo, second]))).toEqual(refused("already_voted"));
});

test("a suspect decides nothing, until that is settled or lifted", () => {
  const suspicion = { requestId: "r9", requestKey: "REQ-9", subjectEmail: "INES@acme.example" };
  expect(mayDecide(signedIn(ines), request, teamOf([ana, ines], [suspicion]))).toEqual(
    refused("under_investigation"),
  );
  const lifted = teamOf([ana, ines], [suspicion], [{ personId: "ines", requestId: "r9" }]);
  expect(mayDecide(signedIn(ines), request, lifted).allowed).toBe(true);
});

test("no machine decides, with whatever scope", () => {
  const key = makeKeyActor({ keyId: "k", name: "k", scopes: ["requests:approve", "*"] });
  expect(mayDecide(key, request, team)).toEqual(refused("machine_may_not"));
  expect(mayDecide(makeSystemActor("executor"), request, team)).toEqual(refused("machine_may_not"));
});

test("eligible are persons, not accounts: IAM leads who are neither requester, subject, disabled nor suspect", () => {
  const members = [
    ana,
    account("wendy"),
    account("ines", { roles: ["analyst"] }),
    account("ines-lead", { roles: ["iam_lead"], linkedToPersonId: "ines" }),
    account("gone", { disabledAt: new Date(0) }),
    account("ben", { roles: ["analyst"] }),
    account("ivo"),
  ];
  const suspicion = { requestId: "r9", requestKey: "REQ-9", subjectEmail: "ivo@acme.example" };
  const found = eligibleApprovers(teamOf(members, [suspicion]), request);
  expect(found.map(({ id }) => id)).toEqual(["ines"]);
});
