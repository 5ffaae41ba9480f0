import { expect, test } from "vitest";
import { draftMapping, writeMapping } from "./source-mapping.ts";
import { parseMapping } from "./source-mapping-schema.ts";
import { DefaultDomain, isBelow } from "./source-settings.ts";

test("a mapping has one spelling, whatever order it was written in", () => {
  const one = parseMapping(
    '{"version":1,"fields":{"title":" t ","email":"e"},"severityWords":{"b":"low","a":"high"}}',
  );
  const other = parseMapping(
    '{"severityWords":{"a":"high","b":"low"},"fields":{"email":"e","title":"t"},"version":1}',
  );
  if (!one.ok || !other.ok) throw new Error("They should be read.");
  expect(writeMapping(one.mapping)).toBe(writeMapping(other.mapping));
  expect(parseMapping(writeMapping(one.mapping))).toMatchObject({ ok: true });
});

test("what doesn't fit a mapping is told in a sentence that names the place", () => {
  const problem = (text: string) => {
    const read = parseMapping(text);
    return read.ok ? null : read.problem;
  };
  expect(problem("{")).toContain("not JSON");
  expect(problem('{"version":1,"fields":{"mail":"x"}}')).toContain("fields");
  expect(problem('{"version":1,"fields":{},"severityWords":{"x":"awful"}}')).toContain("severityWords.x");
  expect(problem('{"version":2,"fields":{}}')).toContain("version");
  expect(problem('{"version":1,"fields":{"email":""}}')).toContain("fields.email");
});

test("a default domain is one, with or without its @", () => {
  expect(DefaultDomain.parse("@Example.COM")).toBe("example.com");
  expect(DefaultDomain.parse("")).toBe("");
  for (const wrong of ["localhost", "a b.com", "x@y.com", "-a.com", "a..com"]) {
    expect(DefaultDomain.safeParse(wrong).success).toBe(false);
  }
});

test("weaker than the threshold is below it, the threshold itself isn't", () => {
  expect(isBelow("low", "medium")).toBe(true);
  expect(isBelow("medium", "medium")).toBe(false);
  expect(isBelow("critical", "high")).toBe(false);
});

test("a draft is read as far as controls need it, and never throws", () => {
  expect(draftMapping("")).toEqual({ version: 1, fields: {} });
  expect(draftMapping('{"fields":{"email":"x"}}')?.fields.email).toBe("x");
  for (const wrong of ["{", "[]", "1", "null", '{"fields":null}']) expect(draftMapping(wrong)).toBeNull();
});
