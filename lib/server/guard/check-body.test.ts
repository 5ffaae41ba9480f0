import { expect, test } from "vitest";

import { checkBody } from "./check-body.ts";
import { actionLimitBytes } from "./check-mutation.ts";

const plain = "text/plain;charset=UTF-8";
const multipart = "multipart/form-data; boundary=x";

async function check(contentType: string, text: string, isCall = true): Promise<string> {
  const body = new Blob([text]).stream();
  return (await checkBody({ contentType, isCall, body }))?.code ?? "passes";
}

function parts(fields: Record<string, string>): string {
  const lines = Object.entries(fields).map(
    ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${lines.join("")}--x--\r\n`;
}

test("arguments as React writes them pass", async () => {
  for (const text of [
    "[]",
    '[{"reason":"because"}]',
    '["$undefined","$$5 of cost","$D2026-11-22T13:00:00.000Z","$n12","$NaN","$-0","$-Infinity","$T"]',
  ]) {
    expect(await check(plain, text)).toBe("passes");
  }
  expect(await check(multipart, parts({ "1_reason": "because", "0": '["$K1"]' }))).toBe("passes");
  expect(await check(multipart, parts({ "0": '["$K1"]' }))).toBe("passes");
});

test("arguments that nobody's browser writes are malformed", async () => {
  for (const text of [
    "",
    "{{{",
    "{}",
    '"x"',
    '["$F1"]',
    '["$1"]',
    '["$@1"]',
    '["$Q1"]',
    '["$B1"]',
    '[{"a":["$h1"]}]',
  ]) {
    expect(await check(plain, text), text).toBe("malformed");
    expect(await check(multipart, parts({ "0": text })), text).toBe("malformed");
  }
});

test("keys that reach a prototype are malformed in arguments", async () => {
  expect(await check(plain, '[{"__proto__":{"admin":true}}]')).toBe("malformed");
  expect(await check(multipart, parts({ "0": '[{"constructor":{"prototype":{}}}]' }))).toBe("malformed");
});

test("a form that is cut off or garbage is malformed", async () => {
  expect(await check(multipart, "garbage")).toBe("malformed");
  expect(await check(multipart, parts({ "0": "[]" }).slice(0, -8))).toBe("malformed");
  expect(await check(multipart, parts({ from: "/cases" }))).toBe("malformed");
  expect(await check(multipart, parts({ from: "/cases" }), false)).toBe("passes");
  expect(await check("application/x-www-form-urlencoded", "from=%2Fcases", false)).toBe("passes");
});

test("a stream that states no length is ended where the limit is", async () => {
  expect(await check(plain, `["${"a".repeat(actionLimitBytes - 4)}"]`)).toBe("passes");
  expect(await check(plain, `["${"a".repeat(actionLimitBytes - 3)}"]`)).toBe("body_too_large");
});

test("nesting hidden in a part of a form is found", async () => {
  expect(await check(multipart, parts({ "0": `${"[".repeat(5000)}${"]".repeat(5000)}` }))).toBe("malformed");
});
