import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { applyPeopleFile } from "./apply-people-file.ts";
import { changeIdentityRules } from "./change-identity-rules.ts";
import { identityClassOf } from "./identity-class-of.ts";
import { keepProtected, protectPerson, unprotectPerson } from "./protect-person.ts";
import { setIdentityClass } from "./set-identity-class.ts";

async function openPeople() {
  const scene = await openScene();
  const ada = await scene.person("Ada Novak", ["administrator"]);
  const adam = await scene.person("Adam Brandt", ["administrator"]);
  const subject = { userId: scene.wendyId, email: wendy };
  return { ...scene, ada, adam, subject, classOf: () => identityClassOf(scene.services, subject) };
}

test("by hand goes before the file, the file before a rule, and everybody else is a person", async () => {
  const { services, ada, subject, classOf } = await openPeople();
  expect(await classOf()).toEqual({
    identityClass: "person",
    by: "default",
    isProtected: false,
    facts: null,
  });
  await changeIdentityRules(services, ada, {
    rules: [
      { identityClass: "third_party", email: "*@partner.example", department: null },
      { identityClass: "externally_exposed", email: "wendy.*@acme.example", department: null },
    ],
  });
  expect(await classOf()).toMatchObject({ identityClass: "externally_exposed", by: "rule" });
  const apply = (identityClass: string | null) =>
    applyPeopleFile(services, ada, {
      source: "people.csv",
      complete: false,
      rows: [
        {
          line: 2,
          fields: {
            email: wendy,
            identityClass,
            department: "Payroll",
            dependents: ["Wages"],
            secondContact: "Tobias",
          },
        },
      ],
    });
  await apply("business_critical");
  expect(await classOf()).toEqual({
    identityClass: "business_critical",
    by: "file",
    isProtected: false,
    facts: {
      department: "Payroll",
      manager: null,
      dependents: ["Wages"],
      secondContact: "Tobias",
      partner: null,
      operatingTeam: null,
    },
  });
  const set = (identityClass: "break_glass" | null) =>
    setIdentityClass(services, ada, { userId: subject.userId, identityClass, reason: "Checked" });
  await set("break_glass");
  expect(await classOf()).toMatchObject({ identityClass: "break_glass", by: "person" });
  await expect(set("break_glass")).rejects.toMatchObject({ code: "invalid_input" });
  await set(null);
  expect(await classOf()).toMatchObject({ identityClass: "business_critical", by: "file" });
  await apply(null);
  expect(await classOf()).toMatchObject({ identityClass: "externally_exposed", by: "rule" });

  const history = await services.stores.profiles.classChanges({
    ...subject,
    subjectId: subject.userId,
    emailKey: wendy,
    limit: 20,
  });
  expect(history.map(({ by, identityClass }) => [by, identityClass])).toEqual(
    expect.arrayContaining([
      ["file", "business_critical"],
      ["person", "break_glass"],
      ["person", null],
      ["file", null],
    ]),
  );
});

test("a rule may name a department, which the file knows", async () => {
  const { services, ada, classOf } = await openPeople();
  await changeIdentityRules(services, ada, {
    rules: [{ identityClass: "privileged", email: null, department: "platform" }],
  });
  expect(await classOf()).toMatchObject({ by: "default" });
  await applyPeopleFile(services, ada, {
    source: "people.csv",
    complete: false,
    rows: [{ line: 2, fields: { email: wendy, department: "Platform" } }],
  });
  expect(await classOf()).toMatchObject({ identityClass: "privileged", by: "rule" });
  await expect(
    changeIdentityRules(services, ada, {
      rules: [{ identityClass: "shared", email: null, department: null }],
    }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});

test("nobody sets their own class, an analyst sets none, and a reason is needed", async () => {
  const { services, ana, ines, subject } = await openPeople();
  const input = { userId: subject.userId, identityClass: "shared" as const, reason: "Used by two" };
  await expect(setIdentityClass(services, ana, input)).rejects.toMatchObject({ code: "role_missing" });
  await expect(setIdentityClass(services, ines, { ...input, reason: " " })).rejects.toMatchObject({
    code: "reason_missing",
  });
  const own = await services.stores.subjects.byEmail(ines.email);
  await expect(
    setIdentityClass(services, ines, { ...input, userId: own[0]?.userId ?? "" }),
  ).rejects.toMatchObject({ code: "second_person_needed" });
});

test("an administrator protects somebody, and two people take that off again", async () => {
  const { services, ada, adam, ines, subject, classOf, types } = await openPeople();
  const input = { userId: subject.userId, reason: "On call in the operating theatre" };
  await expect(protectPerson(services, ines, input)).rejects.toMatchObject({ code: "role_missing" });
  await protectPerson(services, ada, input);
  expect(await classOf()).toMatchObject({ isProtected: true });
  expect(await unprotectPerson(services, ada, input)).toEqual({ ended: false });
  expect(await classOf()).toMatchObject({ isProtected: true });
  await expect(unprotectPerson(services, ada, input)).rejects.toMatchObject({ code: "second_person_needed" });
  await keepProtected(services, adam, input);
  expect(await unprotectPerson(services, adam, input)).toEqual({ ended: false });
  expect(await unprotectPerson(services, ines, input)).toEqual({ ended: true });
  expect(await classOf()).toMatchObject({ isProtected: false });
  expect((await types("installation")).filter((type) => type === "setting.changed")).toHaveLength(5);
});

test("the database refuses that one person takes a protection off", async () => {
  const { services, ada, subject } = await openPeople();
  const { stores, clock } = services;
  await protectPerson(services, ada, { userId: subject.userId, reason: "On call" });
  const mark = await stores.profiles.protectedMark(subject.userId);
  if (!mark) throw new Error("The mark is not there.");
  const alone = { endAskedByPersonId: ada.personId, endedByPersonId: ada.personId, endedAt: clock.now() };
  await expect(
    stores.commit([stores.profiles.updateProtected(mark, { ...mark, ...alone })]),
  ).rejects.toThrow();
  await expect(stores.commit([stores.profiles.insertProtected({ ...mark, id: uuidv7() })])).rejects.toThrow(
    "conflict",
  );
});
