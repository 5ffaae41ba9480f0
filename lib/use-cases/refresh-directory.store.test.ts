import { expect, test } from "vitest";
import { refreshDirectory } from "./refresh-directory.ts";
import { openTestWorld } from "./test-world.ts";
import { viewDirectory } from "./view-users.ts";

const wholePage = { q: "", state: null, limit: 5, cursor: null };

test("the directory is listed by hand once a minute, by those who work cases", async () => {
  const world = await openTestWorld();
  const { services } = world;
  const ana = await world.person("Ana Ruiz", ["analyst"]);
  const aud = await world.person("Aud Chen", ["auditor"]);

  await expect(refreshDirectory(services, ana)).rejects.toMatchObject({
    code: "rate_limited",
    details: { seconds: "60" },
  });
  await world.pass(61_000);
  await expect(refreshDirectory(services, aud)).rejects.toMatchObject({ code: "role_missing" });
  await expect(refreshDirectory(services, ana)).resolves.toMatchObject({ listed: true });

  const now = services.clock.now().getTime();
  const shown = await viewDirectory(services, ana, wholePage);
  expect(Date.parse(shown.refreshableAt ?? "") - now).toBe(60_000);
  expect((await viewDirectory(services, aud, wholePage)).refreshableAt).toBeNull();
});

test("a listing that fails is told, changes nothing, and counts for the minute too", async () => {
  const world = await openTestWorld();
  const { services } = world;
  const ana = await world.person("Ana Ruiz", ["analyst"]);
  await world.pass(61_000);
  const before = await viewDirectory(services, ana, wholePage);
  await world.control("/down", { ms: 60_000 });

  const answer = await refreshDirectory(services, ana);
  expect(answer).toMatchObject({ listed: false, message: expect.stringContaining("ECONNREFUSED") as string });
  await expect(refreshDirectory(services, ana)).rejects.toMatchObject({ code: "rate_limited" });
  const after = await viewDirectory(services, ana, wholePage);
  expect({ ...after, refreshableAt: null }).toEqual({ ...before, refreshableAt: null });
});
