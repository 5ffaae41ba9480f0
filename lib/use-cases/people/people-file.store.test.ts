import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { makeKeyActor } from "#lib/domain/actor.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { applyRetention } from "#lib/use-cases/personal-data/apply-retention.ts";
import { applyPeopleFile } from "./apply-people-file.ts";
import { findProfile } from "./identity-class-of.ts";
import { planPeopleFile } from "./plan-people-file.ts";
import { resolveAlias } from "./resolve-alias.ts";

const day = 24 * 3_600_000;

async function openFile() {
  const scene = await openScene();
  const ada = await scene.person("Ada Novak", ["administrator"]);
  const given = (...rows: Record<string, unknown>[]) => ({
    rows: rows.map((fields, index) => ({ line: index + 2, fields })),
    complete: false,
  });
  const apply = (...rows: Record<string, unknown>[]) =>
    applyPeopleFile(scene.services, ada, { ...given(...rows), source: "people.csv" });
  return { ...scene, ada, given, apply };
}

const row = {
  email: " Wendy.Appleseed@ACME.example ",
  aliases: ["w.apple@acme.example"],
  department: "Design",
};

test("a file is taken in as a whole: who is new, who changed, who stays; and changes no state", async () => {
  const { services, apply, ada, given, wendyId, stateOf, types } = await openFile();
  expect(await apply(row)).toEqual({ ok: true, added: 1, changed: 0, removed: 0, same: 0 });
  const next = given(
    { ...row, department: "Finance", dependents: ["Payroll"] },
    { email: "new@acme.example" },
  );
  const plan = await planPeopleFile(services, ada, next);
  expect(plan.changes).toEqual([
    {
      line: 2,
      email: wendy,
      kind: "changed",
      fields: [
        { field: "department", before: "Design", after: "Finance" },
        { field: "dependents", before: null, after: "Payroll" },
      ],
    },
    { line: 3, email: "new@acme.example", kind: "added", fields: [] },
  ]);
  expect(await services.stores.profiles.count()).toBe(1);
  const applied = await applyPeopleFile(services, ada, { ...next, source: "people.csv", seen: plan.digest });
  expect(applied).toEqual({ ok: true, added: 1, changed: 1, removed: 0, same: 0 });
  const known = await services.stores.profiles.find(wendy);
  expect(known).toMatchObject({
    department: "Finance",
    source: "people.csv",
    aliases: ["w.apple@acme.example"],
  });
  expect(known?.importedAt).toEqual(services.clock.now());
  expect(await stateOf(wendyId)).toBe("ACTIVE");
  expect(await types("installation")).toContain("setting.changed");
  expect(await apply({ ...row, department: "Finance", dependents: ["Payroll"] })).toMatchObject({ same: 1 });
});

test("one wrong row, and nothing of the file is taken; each error says where, what and what to do", async () => {
  const { services, apply } = await openFile();
  const answer = await apply(
    row,
    { email: "not an address" },
    { department: "Nobody's" },
    { email: "a@acme.example", identityClass: "king" },
    { email: "b@acme.example", colour: "red" },
    { email: wendy },
    { email: "c@acme.example", aliases: ["w.apple@acme.example", "a@acme.example"] },
    { email: "d@acme.example", department: "x".repeat(201) },
  );
  expect(answer).toEqual({
    ok: false,
    errors: [
      { line: 3, field: "email", problem: "is no e-mail address: write name@domain" },
      { line: 4, field: "email", problem: "is missing: every row needs an e-mail address" },
      {
        line: 5,
        field: "identityClass",
        problem: expect.stringContaining("write one of person, privileged") as string,
      },
      { line: 6, field: "colour", problem: "is no field of a person: remove it" },
      { line: 7, field: "email", problem: "stands in line 2 already: keep one of the two" },
      {
        line: 8,
        field: "aliases",
        problem:
          "w.apple@acme.example is claimed by line 2 too: an alias belongs to one person, keep it in one row",
      },
      { line: 9, field: "department", problem: "is longer than 200 characters: shorten it" },
    ],
  });
  expect(await services.stores.profiles.count()).toBe(0);
});

test("an alias leads to its person, never to two, and never away from whoever has it as their own address", async () => {
  const { services, apply } = await openFile();
  await apply(row);
  expect(await resolveAlias(services, " W.Apple@acme.example")).toBe(wendy);
  expect(await resolveAlias(services, "nobody@acme.example")).toBe("nobody@acme.example");
  const stolen = await apply({ email: "x@acme.example", aliases: ["w.apple@acme.example"] });
  expect(stolen).toMatchObject({ ok: false, errors: [{ line: 2, field: "aliases" }] });
  const diverted = await apply({ email: "x@acme.example", aliases: ["samira.haidari@acme.example"] });
  expect(diverted).toMatchObject({
    ok: false,
    errors: [{ problem: expect.stringContaining("somebody's own address in 1Password") as string }],
  });
  // Within one file an alias may move from one person to the other.
  expect(
    await apply({ ...row, aliases: [] }, { email: "x@acme.example", aliases: ["w.apple@acme.example"] }),
  ).toMatchObject({ ok: true });
  expect(await resolveAlias(services, "w.apple@acme.example")).toBe("x@acme.example");
});

test("a profile is found by the alias that 1Password has as the person's e-mail only where no file says otherwise", async () => {
  const { services, apply } = await openFile();
  await apply({ email: "wendy@hr.example", aliases: [], department: "Design" });
  expect(await findProfile(services, { email: wendy })).toBeNull();
});

test("what was previewed is what is applied, or nothing is", async () => {
  const { services, ada, given, apply } = await openFile();
  const file = given(row);
  const { digest } = await planPeopleFile(services, ada, file);
  await apply({ ...row, department: "Meanwhile" });
  await expect(
    applyPeopleFile(services, ada, { ...file, source: "people.csv", seen: digest }),
  ).rejects.toMatchObject({ code: "changed_meanwhile" });
  expect((await services.stores.profiles.find(wendy))?.department).toBe("Meanwhile");
});

test("a complete file takes out whoever isn't in it; two files at once come one after the other", async () => {
  const { services, ada, given, apply } = await openFile();
  await apply(row, { email: "left@acme.example" });
  const complete = { ...given(row), complete: true };
  expect((await planPeopleFile(services, ada, complete)).changes).toMatchObject([
    { line: null, email: "left@acme.example", kind: "removed" },
  ]);
  expect(await planPeopleFile(services, ada, { rows: [], complete: true })).toMatchObject({
    errors: [{ problem: expect.stringContaining("names nobody") as string }],
    changes: [],
  });
  const both = await Promise.all([
    applyPeopleFile(services, ada, { ...complete, source: "one" }),
    applyPeopleFile(services, ada, { ...given({ email: "new@acme.example" }), source: "two" }),
  ]);
  expect(both).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await services.stores.profiles.find("left@acme.example")).toBeNull();
});

test("a key needs its scope, an analyst may not, and the same delivery twice has one effect", async () => {
  const { services, ana, given, types } = await openFile();
  const key = (scopes: string[]) => makeKeyActor({ keyId: "k1", name: "HR", scopes });
  const file = { ...given(row), source: "key HR" };
  await expect(applyPeopleFile(services, ana, file)).rejects.toMatchObject({ code: "role_missing" });
  await expect(applyPeopleFile(services, key(["cases:read"]), file)).rejects.toMatchObject({
    code: "scope_missing",
  });
  const once = { ...file, idempotencyKey: uuidv7() };
  const writer = key(["subjects:write"]);
  expect(await applyPeopleFile(services, writer, once)).toMatchObject({ ok: true, added: 1 });
  const entries = (await types("installation")).length;
  expect(await applyPeopleFile(services, writer, once)).toMatchObject({ ok: true, added: 1 });
  expect((await types("installation")).length).toBe(entries);
  await expect(applyPeopleFile(services, writer, { ...once, complete: true })).rejects.toMatchObject({
    code: "idempotency_mismatch",
  });
});

test("what files said of people outside of the directory goes with the retention, of others it stays", async () => {
  const { services, apply, pass } = await openFile();
  await apply(row, { email: "left@acme.example", aliases: ["l@acme.example"], identityClass: "shared" });
  await pass(300 * day);
  await applyRetention(services);
  expect(await services.stores.profiles.count()).toBe(2);
  await pass(130 * day);
  await applyRetention(services);
  expect(await services.stores.profiles.find("left@acme.example")).toBeNull();
  expect(await resolveAlias(services, "l@acme.example")).toBe("l@acme.example");
  expect(await services.stores.profiles.find(wendy)).not.toBeNull();
});
