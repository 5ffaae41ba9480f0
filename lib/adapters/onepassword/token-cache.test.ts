import { expect, it } from "vitest";
import type { FetchedToken } from "./fetch-token.ts";
import { createTestClock, createTestPace } from "./test-server.ts";
import { createTokenCache } from "./token-cache.ts";

function setUp(lifetimeMs = 900_000) {
  const clock = createTestClock();
  const pace = createTestPace();
  let fetched = 0;
  let next: FetchedToken | null = null;
  const cache = createTokenCache({
    clock,
    pace,
    fetch: () => {
      fetched += 1;
      return Promise.resolve(next ?? { ok: true, token: `token-${fetched}`, lifetimeMs });
    },
  });
  const get = async () => {
    const result = await cache.get();
    return result !== "stopped" && result.ok ? result.token : null;
  };
  const failWith = (failure: FetchedToken | null) => {
    next = failure;
  };
  return { cache, clock, pace, get, failWith, fetched: () => fetched };
}

const failure: FetchedToken = { ok: false, code: "server_error", message: "503", exchange: null };

it("a token is renewed 60 s before its end", async () => {
  const { clock, get } = setUp();
  expect(await get()).toBe("token-1");
  clock.move(839_999);
  expect(await get()).toBe("token-1");
  clock.move(1);
  expect(await get()).toBe("token-2");
});

it("a token of a minute isn't fetched for every call", async () => {
  const { clock, get } = setUp(60_000);
  expect(await get()).toBe("token-1");
  clock.move(29_000);
  expect(await get()).toBe("token-1");
  clock.move(2_000);
  expect(await get()).toBe("token-2");
});

it("only the token that was refused is dropped", async () => {
  const { cache, get, fetched } = setUp();
  await get();
  cache.drop("token-1");
  expect(await get()).toBe("token-2");
  cache.drop("token-1");
  expect(await get()).toBe("token-2");
  expect(fetched()).toBe(2);
});

it("a failed fetch is kept for one second", async () => {
  const { pace, get, failWith, fetched } = setUp();
  failWith(failure);
  expect(await get()).toBeNull();
  expect(await get()).toBeNull();
  expect(fetched()).toBe(1);
  await pace.wait(1_000);
  failWith(null);
  expect(await get()).toBe("token-2");
});

it("who stops waiting doesn't stop the fetch for the others", async () => {
  const { cache } = setUp();
  const others = cache.get();
  expect(await cache.get(AbortSignal.abort())).toBe("stopped");
  expect(await others).toMatchObject({ ok: true, token: "token-1" });
});
