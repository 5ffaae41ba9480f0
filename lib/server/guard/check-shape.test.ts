import { expect, test } from "vitest";

import { checkShape, checkValue, maxDepth, maxFields } from "./check-shape.ts";

const plain = "text/plain;charset=UTF-8";
const form = "application/x-www-form-urlencoded";

test("nesting of thousands of levels is malformed, found in less than a tenth of a second", () => {
  const started = performance.now();
  expect(checkShape(plain, "[".repeat(10_000) + "]".repeat(10_000))?.status).toBe(400);
  expect(checkShape("application/json", '{"a":'.repeat(10_000))?.status).toBe(400);
  expect(performance.now() - started).toBeLessThan(100);
});

test("brackets inside strings are no nesting", () => {
  expect(checkShape(plain, JSON.stringify(["[".repeat(1000), '\\"[[[[', "{".repeat(1000)]))).toBeNull();
  expect(checkShape(plain, "[".repeat(maxDepth) + "]".repeat(maxDepth))).toBeNull();
});

test("ten thousand fields are malformed in either form", () => {
  expect(checkShape(form, "a=1&".repeat(10_000))?.status).toBe(400);
  expect(checkShape(form, "a=1&".repeat(maxFields - 1))).toBeNull();
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n';
  expect(checkShape("multipart/form-data; boundary=x", part.repeat(maxFields + 1))?.status).toBe(400);
  expect(checkShape("multipart/form-data; boundary=x", part.repeat(3))).toBeNull();
});

test("keys that reach a prototype are malformed wherever they stand", () => {
  for (const text of [
    '{"__proto__":{"admin":true}}',
    '{"a":[{"constructor":{"prototype":{"admin":true}}}]}',
    '{"a":{"b":{"prototype":1}}}',
  ]) {
    expect(checkValue(JSON.parse(text))?.code).toBe("malformed");
  }
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  expect(checkValue({ reason: "__proto__", list: ["constructor"] })).toBeNull();
});
