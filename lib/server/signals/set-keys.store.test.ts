import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSetWorld, type SetWorld } from "./test-set-world.ts";
import { signSet } from "./test-transmitter.ts";
import { tryStreamKeys } from "./try-stream-keys.ts";

let world: SetWorld;
beforeAll(async () => {
  world = await openSetWorld();
});
afterAll(() => world.close());
// Keys that were read are kept; each test starts with none.
beforeEach(() => {
  world.transmitter.publish(world.transmitter.first);
  world.intake.pass(11 * 60_000);
});

const unavailable = expect.objectContaining({ code: "keys_unavailable" });
const own = (header: Record<string, unknown> = {}) => world.signed(world.fresh(), header);

describe("the transmitter's keys", () => {
  it.each(["PS256", "ES256", "ES384", "EdDSA"])("may be of %s", async (alg) => {
    const key = await world.transmitter.makeKey(alg);
    world.transmitter.publish(world.transmitter.first, key);
    expect(await world.push(await signSet(key, world.fresh()))).toBeNull();
  });

  it("may be told apart by no kid: those that fit are tried", async () => {
    const keys = [await world.transmitter.makeKey(), await world.transmitter.makeKey()] as const;
    world.transmitter.publish(...keys);
    for (const key of keys) {
      expect(await world.push(await signSet(key, world.fresh(), { kid: undefined }))).toBeNull();
    }
  });

  it("are kept for 10 minutes; a new one is picked up at its first token, and junk asks once a minute", async () => {
    const { transmitter, intake } = world;
    const start = transmitter.asked();
    const asked = () => transmitter.asked() - start;
    for (let good = 0; good < 3; good += 1) expect(await world.push(await own())).toBeNull();
    expect(asked()).toBe(1);

    const next = await transmitter.makeKey();
    transmitter.publish(transmitter.first, next);
    intake.pass(60_000);
    expect(await world.push(await signSet(next, world.fresh()))).toBeNull();
    expect(asked()).toBe(2);

    const junk = { kid: "junk" };
    for (let bad = 0; bad < 5; bad += 1) {
      expect(await world.push(await own(junk))).toMatchObject({ err: "invalid_key" });
    }
    expect(asked()).toBe(2);
    intake.pass(60_000);
    expect(await world.push(await own(junk))).toMatchObject({ err: "invalid_key" });
    expect(asked()).toBe(3);
  });

  it("that are replaced under the same kid are picked up too", async () => {
    const { transmitter, intake } = world;
    expect(await world.push(await own())).toBeNull();
    const next = await transmitter.makeKey("RS256", transmitter.first.kid);
    transmitter.publish(next);
    intake.pass(60_000);
    expect(await world.push(await signSet(next, world.fresh()))).toBeNull();
  });

  it("that are withdrawn hold for 10 minutes at most", async () => {
    const old = await world.transmitter.makeKey();
    world.transmitter.publish(old);
    expect(await world.push(await signSet(old, world.fresh()))).toBeNull();
    world.transmitter.publish(world.transmitter.first);
    world.intake.pass(10 * 60_000);
    expect(await world.push(await signSet(old, world.fresh()))).toMatchObject({ err: "invalid_key" });
  });

  it("of less than 2,048 bits verify nothing", async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    const jwk = await exportJWK(publicKey);
    const short = Buffer.from(jwk.n ?? "", "base64url").subarray(0, 128);
    world.transmitter.publish({ jwk: { ...jwk, n: short.toString("base64url"), kid: "weak" } });
    const token = await signSet({ kid: "weak", alg: "RS256", privateKey }, world.fresh());
    expect(await world.push(token)).toMatchObject({ err: "invalid_key" });
  });

  it("that many tokens wait for at once are read once", async () => {
    const before = world.transmitter.asked();
    const tokens = await Promise.all([own(), own(), own(), own()]);
    expect(await Promise.all(tokens.map((token) => world.push(token)))).toEqual([null, null, null, null]);
    expect(world.transmitter.asked() - before).toBe(1);
  });
});

describe("without the transmitter's keys nobody can say: the token is to be sent again, and nothing is filed,", () => {
  it.each<[string, () => void]>([
    ["when they are answered with a fault", () => world.transmitter.answerWith(500)],
    ["when they are answered with a redirect", () => world.transmitter.answerWith(302)],
    ["when they are no key set", () => world.transmitter.publishAnything({ keys: "none" })],
    ["when they are too large", () => world.transmitter.publishAnything({ keys: [], x: "x".repeat(65_536) })],
  ])("%s", async (_, breakThem) => {
    const { transmitter, intake } = world;
    const token = await own();
    const before = await world.kept();
    breakThem();
    await expect(world.push(token)).rejects.toMatchObject({ code: "keys_unavailable" });
    const asked = transmitter.asked();
    await expect(world.push(token)).rejects.toMatchObject({ code: "keys_unavailable" });
    expect(transmitter.asked()).toBe(asked);
    expect(await world.kept()).toEqual(before);
    transmitter.answerWith(200);
    transmitter.publish(transmitter.first);
    intake.pass(5_000);
    expect(await world.push(token)).toBeNull();
  });

  it("when an unknown key can't be looked up", async () => {
    const { transmitter, intake } = world;
    expect(await world.push(await own())).toBeNull();
    transmitter.answerWith(500);
    intake.pass(60_000);
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(world.push(await own({ kid: "new" }))).rejects.toThrow(unavailable);
    }
    transmitter.answerWith(200);
  });

  it("when they would be at a link-local address", async () => {
    const { jwksUrl } = await world.stream();
    await world.changeStream({ jwksUrl: "http://169.254.169.254/keys" });
    await expect(world.push(await own())).rejects.toThrow(unavailable);
    await world.changeStream({ jwksUrl });
  });

  it("when they would be on this computer without permission", async () => {
    await world.changeStream({ privateHost: false });
    const before = world.transmitter.asked();
    await expect(world.push(await own())).rejects.toThrow(unavailable);
    expect(world.transmitter.asked()).toBe(before);
    await world.changeStream({ privateHost: true });
  });
});

it("whoever sets a stream up is told whether its keys can be read", async () => {
  const { transmitter } = world;
  const place = { url: transmitter.jwksUrl, privateHost: true };
  expect(await tryStreamKeys(place)).toEqual({ works: true, message: "1 key was read." });
  transmitter.publish();
  expect(await tryStreamKeys(place)).toMatchObject({ works: false });
  const closed = { ...place, privateHost: false };
  expect(await tryStreamKeys(closed)).toMatchObject({
    works: false,
    message: expect.stringContaining("https") as string,
  });
});
