import { expect, test } from "vitest";
import { startForTest, control } from "./test-caller.ts";
import { seedPeople } from "./seed-people.ts";

const small = seedPeople({ seed: 1, count: 1_200 });

test("ids are 26 characters of A-Z and 2-7, unique, and the same on every machine", () => {
  expect(small.every((person) => /^[A-Z2-7]{26}$/u.test(person.id))).toBe(true);
  expect(new Set(small.map((person) => person.id)).size).toBe(1_200);
  const wendy = small.find((person) => person.email === "wendy.appleseed@acme.example");
  expect(wendy).toMatchObject({ id: "ZMUATCNCMFOCTODDZISSPJ4V2X", state: "ACTIVE", role: "member" });
});

test("a hundred thousand people begin with the twelve hundred, and no two share an address", () => {
  const large = seedPeople({ seed: 1, count: 100_000 });
  expect(large).toHaveLength(100_000);
  expect(large.slice(0, 1_200)).toEqual(small);
  expect(new Set(large.map((person) => person.email.toLowerCase())).size).toBe(100_000);
});

test("there are two owners, one external account manager, administrators, and some suspended", () => {
  const count = (accept: (person: (typeof small)[number]) => boolean) => small.filter(accept).length;
  expect(count((person) => person.role === "owner")).toBe(2);
  expect(count((person) => person.role === "external_account_manager")).toBe(1);
  expect(count((person) => person.role === "administrator")).toBeGreaterThan(4);
  expect(count((person) => person.state === "SUSPENDED")).toBeGreaterThan(20);
  expect(count((person) => person.state === "STATE_UNSPECIFIED")).toBe(1);
  expect(small.every((person) => /^\S+@\S+\.example$/iu.test(person.email))).toBe(true);
});

test("the demo's personas are active people of the account, and can be asked for by name", async () => {
  const account = await startForTest();
  const known = await control<{ kind: string; email: string; state: string; title: string }[]>(
    account,
    "/known-people",
  );
  const personas = known.filter((person) => person.kind === "persona");
  expect(personas.map((person) => person.email.split("@")[0])).toEqual([
    "ana.ruiz",
    "ben.okafor",
    "ines.lindqvist",
    "ivo.marek",
    "imani.osei",
    "aud.chen",
    "ada.novak",
    "adam.brandt",
  ]);
  expect(personas.every((person) => person.state === "ACTIVE")).toBe(true);
  expect(known.filter((person) => person.kind === "named").map((person) => person.title)).toEqual(
    expect.arrayContaining(["Payroll lead", "Chief financial officer", "Trauma surgeon, on call"]),
  );
});
