import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { checkEvent } from "./check-event.ts";
import { openTestSchemas, testSchemaFolder } from "./test-open-schemas.ts";

const event = {
  activity_id: 5,
  activity_name: "Disable",
  category_uid: 3,
  class_uid: 3001,
  class_name: "Account Change",
  type_uid: 300105,
  severity_id: 4,
  severity: "High",
  time: 1_795_000_000_000,
  metadata: { version: "1.8.0", product: { name: "Countersign" } },
  user: { uid: "W1", email_addr: "wendy@acme.example" },
  observables: [{ name: "user.uid", type_id: 31, value: "W1" }],
  unmapped: { anything: [null, { goes: true }] },
};

const errorsOf = (given: unknown) =>
  checkEvent(given, openTestSchemas()).errors.map(({ path: where, words }) => `${where} ${words}`.trim());

test("an event that is as its class says passes", () => {
  expect(checkEvent(event, openTestSchemas())).toEqual({
    className: "Account Change",
    errors: [],
    warnings: [],
  });
});

test.each<[string, object, string]>([
  ["a missing attribute", { user: undefined, observables: undefined }, "user is required"],
  ["one missing further down", { metadata: { version: "1.8.0" } }, "metadata.product is required"],
  ["an unknown attribute", { colour: "red" }, "colour is no attribute of Account Change"],
  ["a string for a number", { time: "now" }, 'time "now" is no timestamp_t'],
  ["null for what isn't known", { message: null }, "message null is no string_t"],
  ["a value that isn't listed", { severity_id: 42 }, "severity_id 42 is none of the values"],
  ["another activity's number", { type_uid: 300102 }, "type_uid is 300102 instead of 300105"],
  ["another category", { category_uid: 2 }, "category_uid is 2 instead of 3"],
  ["another caption", { severity: "Low" }, 'severity is "Low" instead of "High"'],
  ["an unexplained other", { severity_id: 99, severity: undefined }, "severity is needed"],
  ["a user without a name", { user: { type: "User" }, observables: undefined }, "user needs at least one of"],
  ["a form that isn't the type's", { user: { uid: "W1", email_addr: "w" } }, "user.email_addr"],
  ["one where a list belongs", { observables: {} }, "observables is no array"],
  ["an attribute of a profile", { attestation_list: [] }, "belongs to the profile record_integrity"],
  ["another version", { metadata: { ...event.metadata, version: "1.1.0" } }, "metadata.version is"],
  ["an observable of nothing", { observables: [{ name: "actor.user.uid", type_id: 31 }] }, "is not in"],
  ["one of something else", { observables: [{ name: "user.uid", type_id: 31, value: "X" }] }, "else stands"],
  ["no such observable", { observables: [{ name: "user.uid", type_id: 77 }] }, "type_id 77 is none"],
])("%s is found", (_what, change, words) => {
  const found = errorsOf(JSON.parse(JSON.stringify({ ...event, ...change })));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(words);
});

test("just one of two means one", () => {
  const { user, metadata, time, severity_id } = event;
  const signIn = { activity_id: 1, category_uid: 3, class_uid: 3002, type_uid: 300201 };
  const rest = { ...signIn, user, metadata, time, severity_id };
  expect(errorsOf({ ...rest, service: { name: "a" } })).toEqual([]);
  expect(errorsOf(rest)[0]).toContain("needs exactly one of service, dst_endpoint");
  expect(errorsOf({ ...rest, service: { name: "a" }, dst_endpoint: { uid: "b" } })).toHaveLength(1);
});

test("a profile brings its attributes where metadata names it, and only a profile of the class", () => {
  const profiles = (names: string[]) => ({ ...event.metadata, profiles: names });
  const more = { attestation_list: [{ fingerprint: { algorithm_id: 3, value: "ab" } }] };
  expect(errorsOf({ ...event, metadata: profiles(["record_integrity"]), ...more })).toEqual([]);
  expect(errorsOf({ ...event, metadata: profiles(["datetime"]), time_dt: "2026-11-22" })).toEqual([]);
  expect(errorsOf({ ...event, metadata: profiles(["osint"]) })[0]).toContain("osint is no profile");
});

test("what is deprecated is a warning", () => {
  const { errors, warnings } = checkEvent(
    { ...event, user: { uid: "W1", credential_uid: "c" } },
    openTestSchemas(),
  );
  expect(errors).toEqual([]);
  expect(warnings).toEqual([{ path: "user.credential_uid", words: expect.stringContaining("1.6.0") }]);
});

test("what is no event of these schemas is said to be none", () => {
  expect(errorsOf([])).toEqual(["is no JSON object"]);
  expect(errorsOf({ ...event, class_uid: 4001 })).toEqual(["class_uid 4001 is no class of these schemas"]);
});

test("the command ends with 0, 1 or 2", () => {
  const folder = testSchemaFolder();
  const file = path.join(folder, "lines.jsonl");
  const command = path.resolve(import.meta.dirname, "../check-ocsf.ts");
  const check = (lines: string | null, ...args: string[]) => {
    if (lines !== null) writeFileSync(file, lines);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", command, ...args],
      { encoding: "utf8" },
    );
    return { status, words: stdout + stderr };
  };
  const good = `${JSON.stringify(event)}\n`;
  expect(check(good, folder, file)).toMatchObject({
    status: 0,
    words: expect.stringContaining("1 Account Change"),
  });
  const bad = check(`${good}\n${JSON.stringify({ ...event, time: "now" })}\n{`, folder, file);
  expect(bad.status).toBe(1);
  expect(bad.words).toContain(`${file}:3: time "now"`);
  expect(bad.words).toContain(`${file}:4: the event is no JSON`);
  expect(check("\n", folder, file).status).toBe(2);
  expect(check(good, folder, `${file}.gone`).status).toBe(2);
  expect(check(good, folder).status).toBe(2);
  rmSync(path.join(folder, "dictionary.json"));
  expect(check(good, folder, file)).toMatchObject({
    status: 2,
    words: expect.stringContaining("dictionary.json"),
  });
});
