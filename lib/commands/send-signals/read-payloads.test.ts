import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findAddresses } from "./find-addresses.ts";
import { findFiles, readPayloads } from "./read-payloads.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "payloads-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const textsOf = (file: string) => readPayloads(file).map(({ bytes }) => Buffer.from(bytes).toString("utf8"));

describe("payloads", () => {
  it("are found in folders within folders, and nothing else is", () => {
    const files = [write("a/b/one.json", "{}"), write("two.ndjson", "{}"), write("three.jsonl", "{}")];
    write("SOURCES.md", "# no payload");
    expect(findFiles([folder]).toSorted()).toEqual(files.toSorted());
  });

  it.each([
    ["an object", '{"a":\n1}', ['{"a":\n1}']],
    ["an array", '[{"a":1},\n{"b":"],"}]', ['{"a":1}', '{"b":"],"}']],
    ["lines", '\ufeff{"a":"ü"}\r\n\n{"b":2}\n', ['{"a":"ü"}', '{"b":2}']],
    ["a broken line", '{"a":1}\n{"b"\n', ['{"a":1}', '{"b"']],
    ["numbers that JavaScript can't hold", '[{"id":12345678901234567890}]', ['{"id":12345678901234567890}']],
  ])("of %s keep their bytes", (_, text, expected) => {
    expect(textsOf(write("x.json", text))).toEqual(expected);
  });

  it("of a rule test are its event, and its alert where one is expected", () => {
    const test = (expected: boolean) =>
      JSON.stringify({
        rule_id: "R.1",
        severity: "High",
        display_name: "Rule one",
        mitre: ["TA0006:T1552"],
        expected_alert: expected,
        event: { user_email: "a@b.io", p_event_time: "2026-01-01 00:00:00" },
      });
    const made = readPayloads(write("rules.ndjson", `${test(true)}\n${test(false)}\n`));
    expect(made.map(({ at }) => at)).toEqual(["line 1 (event)", "line 1 (alert)", "line 2 (event)"]);
    expect(made[1]?.value).toMatchObject({
      id: "R.1",
      type: "RULE",
      severity: "High",
      createdAt: "2026-01-01 00:00:00",
      alertContext: { user_email: "a@b.io" },
    });
    expect(readPayloads(path.join(folder, "rules.ndjson"))[1]?.value).toEqual(made[1]?.value);
  });
});

describe("addresses that a payload may be about", () => {
  it.each([
    [{ user: { email: "A@b.io" } }, ["a@b.io"]],
    [{ actor: { alternateId: "a@b.io" }, target: [{ alternateId: "c@d.io" }] }, ["a@b.io", "c@d.io"]],
    [{ events: [{ message: '{"userPrincipalName":"a@b.io"}' }] }, ["a@b.io"]],
    [{ kind: "Account", properties: { accountName: "a", upnSuffix: "b.io" } }, ["a@b.io"]],
    [{ data_base64: Buffer.from('{"email":"a@b.io"}').toString("base64") }, ["a@b.io"]],
    [{ owner: { email: "a@b.io" }, assignedTo: "a@b.io", comments: [{ email: "a@b.io" }] }, []],
    [{ title: "login of a@b.io", description: "a@b.io" }, []],
    [{ actor: { alternateId: "system@okta.com" }, email: "x@1passwordserviceaccounts.com" }, []],
    [{ upn: "a_b.io#EXT#@tenant.example" }, []],
  ])("of %j are %j", (value, expected) => {
    expect([...findAddresses(value)]).toEqual(expected);
  });
});
