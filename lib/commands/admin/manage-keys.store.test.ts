import { expect, test } from "vitest";
import { hashApiKey } from "#lib/server/api-key.ts";
import { openScene } from "#lib/use-cases/test-scene.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./manage-keys.ts";
import { placeAt } from "./test-place.ts";

const nothing = { owner: undefined, purpose: undefined, days: undefined, agent: false };

test("a key is made, listed and revoked at the command line, and printed once", async () => {
  const scene = await openScene();
  const place = placeAt(scene.databaseUrl, scene);
  expect(await listApiKeys(place)).toBe("There is no key.");
  const printed = await createApiKey(place, {
    name: "SOAR",
    scopes: "cases:read, requests:propose",
    owner: "Detection engineering",
    purpose: "Proposes",
    days: "30",
    agent: true,
  });
  const token = /^cs_[\w-]{43}$/m.exec(printed)?.[0] ?? "";
  const { apiKeys } = scene.services.stores;
  const key = await apiKeys.byTokenHash(hashApiKey(token));
  expect(key).toMatchObject({ name: "SOAR", scopes: ["cases:read", "requests:propose"], heldByAgent: true });
  const listed = await listApiKeys(place);
  expect(listed).toContain("SOAR");
  expect(listed).toContain("AI agent");
  expect(listed).not.toContain(token);
  expect(await revokeApiKey(place, "SOAR")).toContain("Revoked SOAR");
  expect((await apiKeys.byTokenHash(hashApiKey(token)))?.revokedAt).not.toBeNull();
  await expect(revokeApiKey(place, "SOAR")).rejects.toThrow("no key SOAR");
});

test("a key without a name, with a scope that isn't one, or without an end in days is not made", async () => {
  const scene = await openScene();
  const place = placeAt(scene.databaseUrl, scene);
  const make = (given: Partial<Parameters<typeof createApiKey>[1]>) =>
    createApiKey(place, { name: "SOAR", scopes: "cases:read", ...nothing, ...given });
  await expect(make({ name: " " })).rejects.toThrow("--name");
  await expect(make({ scopes: undefined })).rejects.toThrow("--scopes");
  await expect(make({ scopes: "cases:read,requests:approve" })).rejects.toThrow("no scope requests:approve");
  await expect(make({ days: "soon" })).rejects.toThrow("--days");
  await make({});
  await expect(make({})).rejects.toThrow("There is a key named SOAR already");
  expect(await scene.services.stores.apiKeys.all()).toHaveLength(1);
});
