import { expect, test } from "vitest";
import { openTestWorld } from "#lib/use-cases/test-world.ts";
import { createSharedLimiter } from "./shared-limiter.ts";

test("two processes share one limit by the minute, and a person who waits as told gets through", async () => {
  const { services, pass } = await openTestWorld();
  const open = () =>
    createSharedLimiter(services, { name: "actions", perMs: 60_000, points: () => Promise.resolve(30) });
  const [one, other] = [open(), open()];
  for (let index = 0; index < 15; index += 1) {
    await one.consume("ana");
    await other.consume("ana");
  }
  await pass(20_000);
  await expect(other.consume("ana")).rejects.toMatchObject({
    code: "rate_limited",
    status: 429,
    details: { seconds: "40" },
  });
  await expect(one.check("ana")).rejects.toMatchObject({ code: "rate_limited" });
  await one.consume("ben");
  await pass(40_000);
  await one.check("ana");
  await one.consume("ana");
});

test("no address stands in the database", async () => {
  const { services } = await openTestWorld();
  const limiter = createSharedLimiter(services, {
    name: "failed-sign-ins",
    perMs: 60_000,
    points: () => Promise.resolve(10),
  });
  await limiter.consume("203.0.113.9");
  const { rails } = services.stores;
  const now = services.clock.now();
  expect(await rails.rate({ name: "failed-sign-ins", who: "203.0.113.9", now })).toBeNull();
});
