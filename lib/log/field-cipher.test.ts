import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { decryptField, encryptField } from "./field-cipher.ts";
import { leafHashHex, sha256Hex } from "./hashes.ts";

const holder = { kid: "k1", key: randomBytes(32) };
const about = { installationId: "inst", entryId: "entry-1" };
const encrypted = encryptField({ ...about, field: "reason", text: "Token used from two countries", holder });

test("a text is readable with its holder's key and with nothing else", () => {
  expect(decryptField({ ...about, encrypted, holder })).toBe("Token used from two countries");
  expect(decryptField({ ...about, encrypted, holder: { kid: "k1", key: randomBytes(32) } })).toBeNull();
});

test("a text moved to another entry, field or installation doesn't open", () => {
  expect(decryptField({ ...about, entryId: "entry-2", encrypted, holder })).toBeNull();
  expect(decryptField({ ...about, encrypted: { ...encrypted, field: "note" }, holder })).toBeNull();
  expect(decryptField({ ...about, installationId: "other", encrypted, holder })).toBeNull();
});

test("a changed byte is noticed", () => {
  const bytes = Buffer.from(encrypted.ct, "base64");
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  expect(
    decryptField({ ...about, encrypted: { ...encrypted, ct: bytes.toString("base64") }, holder }),
  ).toBeNull();
});

test("leaf hashes are those of RFC 6962", () => {
  expect(leafHashHex(new Uint8Array())).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
  expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
