import { expect, test } from "vitest";

import type { KeyRecord } from "#lib/ports/records.ts";

import { makeApiKey, requireKey } from "./api-key.ts";

const made = makeApiKey();
const now = new Date("2026-11-22T13:00:00Z");

function world(changes: Partial<KeyRecord> = {}) {
  const key: KeyRecord = {
    id: "key-1",
    name: "SIEM",
    scopes: ["cases:read"],
    owner: "Detection engineering",
    purpose: "",
    heldByAgent: false,
    createdAt: now,
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...changes,
  };
  const touched: Date[] = [];
  const services = {
    stores: {
      apiKeys: {
        byTokenHash: async (hash: string) => (hash === made.tokenHash ? key : null),
        touch: async (_id: string, at: Date) => {
          touched.push(at);
        },
      },
    },
    clock: { now: () => now },
  };
  return { services, touched };
}
const bearer = `Bearer ${made.token}`;

test("a key is 256 bits, and only its hash is for keeping", () => {
  expect(made.token).toMatch(/^cs_[\w-]{43}$/);
  expect(made.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  expect(makeApiKey().token).not.toBe(made.token);
});

test("a known key with the scope is let in as a machine", async () => {
  const { services, touched } = world();
  const actor = await requireKey(services, { authorization: bearer, scope: "cases:read" });
  expect(actor).toEqual({ kind: "key", keyId: "key-1", name: "SIEM", scopes: ["cases:read"] });
  expect(touched).toEqual([now]);
});

test("a key without the scope is told which one it lacks", async () => {
  const call = requireKey(world().services, { authorization: bearer, scope: "requests:propose" });
  await expect(call).rejects.toMatchObject({ code: "scope_missing", details: { scope: "requests:propose" } });
});

test("a revoked key, an unknown one and anything else are one and the same to the sender", async () => {
  const headers = [
    null,
    "",
    "Bearer",
    "Bearer ",
    made.token,
    `Basic ${made.token}`,
    `Bearer ${made.token} x`,
  ];
  for (const authorization of [
    ...headers,
    `Bearer ${makeApiKey().token}`,
    "Bearer cs_x",
    `Bearer ${made.tokenHash}`,
  ]) {
    const call = requireKey(world().services, { authorization, scope: "cases:read" });
    await expect(call).rejects.toMatchObject({ code: "key_rejected" });
  }
  const revoked = requireKey(world({ revokedAt: now }).services, {
    authorization: bearer,
    scope: "cases:read",
  });
  await expect(revoked).rejects.toMatchObject({ code: "key_rejected" });
});

test("an expired key is refused from the very moment on", async () => {
  const later = world({ expiresAt: new Date(now.getTime() + 1) });
  await requireKey(later.services, { authorization: bearer, scope: "cases:read" });
  const call = requireKey(world({ expiresAt: now }).services, { authorization: bearer, scope: "cases:read" });
  await expect(call).rejects.toMatchObject({ code: "key_rejected" });
});

test("the last use is written once a minute at most", async () => {
  const { services, touched } = world({ lastUsedAt: new Date(now.getTime() - 59_000) });
  await requireKey(services, { authorization: bearer, scope: "cases:read" });
  expect(touched).toEqual([]);
});
