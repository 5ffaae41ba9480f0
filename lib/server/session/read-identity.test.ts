import { expect, test } from "vitest";

import { readIdentity } from "./read-identity.ts";

const provider = {
  issuer: "https://login.acme.example",
  clientId: "countersign",
  roleClaim: "groups",
  now: new Date(1_795_000_100_000),
};
const claims = {
  iss: provider.issuer,
  aud: "countersign",
  sub: "7f3a",
  name: "Ana Ruiz",
  email: "ana.ruiz@acme.example",
  groups: ["everybody", "countersign-analyst"],
  amr: ["pwd", "mfa"],
  iat: 1_795_000_090,
  auth_time: 1_795_000_000,
};

function read(changes: Record<string, unknown> = {}, changed: Partial<typeof provider> = {}) {
  return readIdentity({ ...claims, ...changes }, { ...provider, ...changed });
}
const reasonOf = (result: ReturnType<typeof read>): string => (result.ok ? "accepted" : result.reason);

test("a person is issuer and subject; groups give the roles, the rest is for reading", () => {
  expect(read()).toEqual({
    ok: true,
    identity: {
      iss: provider.issuer,
      sub: "7f3a",
      name: "Ana Ruiz",
      email: "ana.ruiz@acme.example",
      roles: ["analyst"],
      amr: ["pwd", "mfa"],
      authTime: new Date(1_795_000_000_000),
    },
  });
});

test("the issuer has to be the configured one to the letter", () => {
  for (const iss of [
    "https://login.acme.example/",
    "http://login.acme.example",
    "https://LOGIN.acme.example",
    "",
  ]) {
    expect(reasonOf(read({ iss }))).toBe("issuer");
  }
});

test("a token for another application, or for several, is refused", () => {
  for (const aud of ["other", ["other"], ["countersign", "other"], [], "countersign "]) {
    expect(reasonOf(read({ aud }))).toBe("audience");
  }
  expect(reasonOf(read({ aud: ["countersign"] }))).toBe("accepted");
});

test("a token without subject is nobody's", () => {
  for (const sub of ["", undefined, 5, null, ["7f3a"]]) expect(reasonOf(read({ sub }))).toBe("claims");
  for (const raw of [null, "x", 5, []]) expect(reasonOf(readIdentity(raw, provider))).toBe("claims");
});

test("roles come from the exact names of groups only", () => {
  const rolesOf = (groups: unknown) => {
    const result = read({ groups });
    return result.ok ? result.identity.roles : result.reason;
  };
  expect(rolesOf(["countersign-iam-lead", "countersign-administrator"])).toEqual([
    "iam_lead",
    "administrator",
  ]);
  expect(rolesOf("countersign-auditor")).toEqual(["auditor"]);
  for (const groups of [
    [],
    undefined,
    null,
    5,
    ["analyst"],
    ["countersign-iam_lead"],
    ["Countersign-Analyst"],
    [" countersign-analyst"],
    ["countersign-analyst,countersign-iam-lead"],
    { 0: "countersign-analyst" },
    ["__proto__", "constructor"],
  ]) {
    expect(rolesOf(groups), JSON.stringify(groups)).toBe("no_role");
  }
});

test("the claim may lie deeper, or have a name with dots", () => {
  const roles = ["countersign-analyst"];
  expect(reasonOf(read({ realm_access: { roles } }, { roleClaim: "realm_access.roles" }))).toBe("accepted");
  expect(
    reasonOf(read({ "https://acme.example/roles": roles }, { roleClaim: "https://acme.example/roles" })),
  ).toBe("accepted");
  expect(reasonOf(read({}, { roleClaim: "constructor.name" }))).toBe("no_role");
});

test("too many groups give no role, and are named as the cause", () => {
  expect(reasonOf(read({ groups: undefined, _claim_names: { groups: "src1" } }))).toBe("too_many_groups");
  expect(reasonOf(read({ groups: undefined, hasgroups: true }))).toBe("too_many_groups");
});

test("in Entra a person is tenant and object id, since `sub` differs by application", () => {
  const issuer = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0";
  const entra = { iss: issuer, tid: "11111111-2222-3333-4444-555555555555", oid: "oid-1" };
  const result = read(entra, { issuer });
  expect(result.ok && result.identity.sub).toBe("11111111-2222-3333-4444-555555555555.oid-1");
  const elsewhere = read({ tid: "t", oid: "o" });
  expect(elsewhere.ok && elsewhere.identity.sub).toBe("7f3a");
});

test("a provider that doesn't say when it saw the person gives no recent sign-in", () => {
  const result = read({ auth_time: undefined });
  expect(result.ok && result.identity.authTime.getTime()).toBe(0);
});

test("odd claims that are only for reading don't stop anybody", () => {
  const result = read({ name: 5, email: null, amr: "pwd", preferred_username: "ana" });
  expect(result).toMatchObject({ ok: true, identity: { name: "ana", email: "", amr: [] } });
});

test("a sign-in of the future would stay recent for long, so it is refused", () => {
  expect(reasonOf(read({ auth_time: 1_795_000_150 }))).toBe("accepted");
  expect(reasonOf(read({ auth_time: 1_795_000_161 }))).toBe("time");
  expect(reasonOf(read({ iat: 1_795_009_999 }))).toBe("time");
});
