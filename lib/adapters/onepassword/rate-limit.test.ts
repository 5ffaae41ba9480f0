import { expect, it } from "vitest";
import { createRateLimit } from "./rate-limit.ts";
import { createTestPace } from "./test-server.ts";

it("after the burst, calls leave at the rate", async () => {
  const pace = createTestPace();
  const limit = createRateLimit({ ratePerSecond: 5, burst: 10, pace });
  await Promise.all(Array.from({ length: 10 }, () => limit.take("page")));
  expect(pace.monotonicMs()).toBe(0);
  await Promise.all(Array.from({ length: 10 }, () => limit.take("page")));
  expect(pace.monotonicMs()).toBeGreaterThanOrEqual(2_000);
  expect(pace.monotonicMs()).toBeLessThan(2_100);
});

it("the executor goes before pages, pages before the listing", async () => {
  const limit = createRateLimit({ ratePerSecond: 5, burst: 1, pace: createTestPace() });
  await limit.take("listing");
  const order: string[] = [];
  await Promise.all(
    (["listing", "page", "listing", "executor", "page", "executor"] as const).map(async (priority) => {
      await limit.take(priority);
      order.push(priority);
    }),
  );
  expect(order).toEqual(["executor", "executor", "page", "page", "listing", "listing"]);
});

it("who stops waiting leaves the queue and takes nothing", async () => {
  const pace = createTestPace();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const limit = createRateLimit({
    ratePerSecond: 5,
    burst: 1,
    pace: { ...pace, wait: (ms) => held.then(() => pace.wait(ms)) },
  });
  await limit.take("page");
  const controller = new AbortController();
  const leaving = limit.take("executor", controller.signal);
  const staying = limit.take("listing");
  controller.abort();
  expect(await leaving).toBe(false);
  release();
  expect(await staying).toBe(true);
  expect(pace.waits).toHaveLength(1);
});

it("without a rate everything passes, except what is stopped already", async () => {
  const limit = createRateLimit({ ratePerSecond: null, burst: 1, pace: createTestPace() });
  expect(await Promise.all([limit.take("page"), limit.take("page")])).toEqual([true, true]);
  expect(await limit.take("page", AbortSignal.abort())).toBe(false);
});
