import { expect, test } from "vitest";
import { checkReadiness, type OutsideParts } from "./check-readiness.ts";
import { openTestWorld } from "./test-world.ts";

const well: OutsideParts = {
  countPendingMigrations: () => Promise.resolve(0),
  probeIdentityProvider: () => Promise.resolve({ ok: true, problem: null }),
};

test("ready says that two people decide, and names every part", async () => {
  const { services } = await openTestWorld();
  const readiness = await checkReadiness(services, well);
  expect(readiness).toMatchObject({ ready: true, fourEyesEnforced: true, execution: "running" });
  expect(readiness.parts.map((part) => part.name)).toEqual([
    "database",
    "migrations",
    "log head",
    "1Password look-up",
    "identity provider",
  ]);
});

test("a part that can't be read fails by name, without the words of the error", async () => {
  const { services } = await openTestWorld();
  const readiness = await checkReadiness(services, {
    countPendingMigrations: () => Promise.reject(new Error("postgres://user:secret@host")),
    probeIdentityProvider: () => Promise.resolve({ ok: false, problem: "answered HTTP 500" }),
  });
  expect(readiness.ready).toBe(false);
  expect(readiness.parts.filter((part) => !part.ok)).toEqual([
    { name: "migrations", ok: false, detail: "can't be read" },
    { name: "identity provider", ok: false, detail: "answered HTTP 500" },
  ]);
});
