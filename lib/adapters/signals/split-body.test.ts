import { describe, expect, it } from "vitest";
import { checkNesting, splitBody } from "./split-body.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function split(text: string) {
  const body = splitBody(bytes(text));
  if (!body.ok) return body.code;
  return body.events.map((one) => [one.rejected, new TextDecoder().decode(one.raw)]);
}

describe("a body", () => {
  it.each([
    ['{"a":1}', [[null, '{"a":1}']]],
    ['\ufeff  {"a":1}\n', [[null, '{"a":1}']]],
    ["[]", []],
    [
      '[ {"a":"],[{"} , {"b":[1,{"c":"\\""}]}\n]',
      [
        [null, '{"a":"],[{"}'],
        [null, '{"b":[1,{"c":"\\""}]}'],
      ],
    ],
    [
      '[{"a":1},5,[{}],null]',
      [
        [null, '{"a":1}'],
        ["not_an_object", "5"],
        ["not_an_object", "[{}]"],
        ["not_an_object", "null"],
      ],
    ],
    [
      '{"a":1}\r\n\n  {"b":"ü"}\n',
      [
        [null, '{"a":1}'],
        [null, '{"b":"ü"}'],
      ],
    ],
    [
      '{"a":1}\n{"broken":"\n"text"\n{"b":2}',
      [
        [null, '{"a":1}'],
        ["not_json", '{"broken":"'],
        ["not_an_object", '"text"'],
        [null, '{"b":2}'],
      ],
    ],
    ["5", [["not_an_object", "5"]]],
    [
      '{"cursor":"x[","has_more":false,"items":[{"uuid":"1"},{"uuid":"2"}]}',
      [
        [null, '{"uuid":"1"}'],
        [null, '{"uuid":"2"}'],
      ],
    ],
    ['{"items":[{"uuid":"1"}]}', [[null, '{"items":[{"uuid":"1"}]}']]],
    ["", "not_json"],
    ["\n \n", "not_json"],
    ["hello", "not_json"],
    ["{", "not_json"],
    ['{"a":1', "not_json"],
    ['{\n"list": [\n1\n],\n', "not_json"],
    ["a=1&b=2", "not_json"],
  ])("%j has the events %j", (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it("in an encoding other than UTF-8 is no JSON; one such line is one broken line", () => {
    expect(splitBody(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d))).toMatchObject({
      code: "not_json",
    });
    const lines = Buffer.concat([bytes('{"a":1}\n{"'), Uint8Array.of(0xff), bytes('":1}\n')]);
    expect(splitBody(lines)).toMatchObject({
      ok: true,
      events: [{ rejected: null }, { rejected: "not_json" }],
    });
  });

  it("has at most 1,000 events", () => {
    const lines = (count: number) => bytes('{"a":1}\n'.repeat(count));
    expect(splitBody(lines(1_000)).ok).toBe(true);
    expect(splitBody(lines(1_001))).toMatchObject({ code: "body_too_large", limit: "1000 events" });
    expect(splitBody(bytes(`[${"{},".repeat(1_000)}{}]`))).toMatchObject({ code: "body_too_large" });
  });

  it("nests at most 32 levels, and brackets in texts are none", () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    expect(checkNesting(bytes(nested(32)))).toBeNull();
    expect(splitBody(bytes(nested(32))).ok).toBe(true);
    expect(checkNesting(bytes(nested(33)))).toMatchObject({ code: "body_too_large" });
    expect(checkNesting(bytes("[".repeat(10_000)))).toMatchObject({ code: "body_too_large" });
    expect(checkNesting(bytes(`{"a":"${"[".repeat(1_000)}"}`))).toBeNull();
    expect(splitBody(bytes(nested(33).replaceAll(":", ":\n")))).toMatchObject({ code: "body_too_large" });
  });

  it("with many broken lines isn't taken for a deep one", () => {
    expect(checkNesting(bytes('{"a":\n'.repeat(100)))).toBeNull();
    expect(splitBody(bytes(`${'{"a":\n'.repeat(100)}{"b":2}`))).toMatchObject({ ok: true });
  });
});
