import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalBytes, type CanonicalValue } from "./canonical.ts";

const text = (value: CanonicalValue) => new TextDecoder().decode(canonicalBytes(value));

const plain: fc.Arbitrary<CanonicalValue> = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: "binary-ascii", minLength: 1 }).filter((key) => /^[\x20-\x7e]+$/.test(key)),
      tie("value"),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;

test("a second implementation of RFC 8785 writes the same bytes", () => {
  fc.assert(
    fc.property(plain, (value) => {
      fc.pre(JSON.stringify(value).isWellFormed());
      expect(text(value)).toBe(canonicalize(value));
    }),
    { numRuns: 2_000 },
  );
});

test("what two programs could write differently is refused", () => {
  const refused: unknown[] = [
    0.5,
    -0,
    2 ** 53,
    Number.NaN,
    "\ud800",
    { é: 1 },
    { a: undefined },
    Object.assign([1, 2], { length: 3 }),
    1n,
  ];
  for (const value of refused) expect(() => canonicalBytes(value as CanonicalValue)).toThrow(TypeError);
});

test("nesting and size have an end", () => {
  let deep: CanonicalValue = 1;
  for (let level = 0; level < 9; level++) deep = [deep];
  expect(() => canonicalBytes(deep)).toThrow(/deeper/);
  expect(() => canonicalBytes("x".repeat(64 * 1024))).toThrow(/larger/);
});

test("keys are sorted, nothing is added", () => {
  expect(text({ b: 1, a: [true, null, "ü\n"], A: {} })).toBe('{"A":{},"a":[true,null,"ü\\n"],"b":1}');
});
