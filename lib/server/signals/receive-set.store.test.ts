import { createHmac } from "node:crypto";
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sourceName, wendy } from "./test-intake.ts";
import { aboutWendy, openSetWorld, type SetWorld } from "./test-set-world.ts";
import { caep, claimsOf, issuer, risc, signSet, verification } from "./test-transmitter.ts";

let world: SetWorld;
beforeAll(async () => {
  world = await openSetWorld();
});
afterAll(() => world.close());
// Keys that were read are kept; each test may have them read again at once.
beforeEach(() => world.intake.pass(11 * 60_000));

const refused = (code: string) => expect.objectContaining({ code });

describe("a token of the stream's transmitter", () => {
  it("opens a case about whom it names, with the payload's own bytes", async () => {
    const { stores, now } = world;
    const claims = claimsOf(now(), caep("risk-level-change"), aboutWendy, {
      current_level: "HIGH",
      event_timestamp: now().getTime() - 5_000,
    });
    const text = JSON.stringify(claims, null, 1);
    expect(await world.push(await world.signed(text))).toBeNull();
    const found = await world.caseOf(wendy.userId);
    expect(found).toMatchObject({ severity: "high", status: "new", signalCount: 1 });
    const [signal] = await stores.signals.ofCase(found?.id ?? "", 10);
    expect(signal).toMatchObject({
      source: sourceName,
      format: "caep",
      ruleId: "caep.risk-level-change",
      title: "Risk level change: high",
      signature: "signed",
      time: new Date(now().getTime() - 5_000),
    });
    expect(Buffer.from((await stores.signals.raw(signal?.id ?? "")) ?? []).toString()).toBe(text);
    expect(await world.stream()).toMatchObject({ lastSetAt: now(), lastVerificationAt: null });
  });

  it("that comes again is taken and adds nothing, whatever it says", async () => {
    const claims = claimsOf(world.now(), risc("account-disabled"), aboutWendy, { reason: "hijacking" });
    const token = await world.signed(claims);
    await world.push(token);
    const before = await world.kept();
    expect(await world.push(token)).toBeNull();
    const other = { ...claims, events: { [risc("credential-compromise")]: {} } };
    expect(await world.push(await world.signed(other))).toBeNull();
    expect(await world.kept()).toEqual(before);
  });

  it("that comes again at the same moment counts once", async () => {
    const about = { sub_id: { format: "email", email: "n@example.org" } };
    const token = await world.signed(claimsOf(world.now(), risc("account-disabled"), about));
    const before = await world.kept();
    const pushes = [world.push(token), world.push(token), world.push(token)];
    expect(await Promise.all(pushes)).toEqual([null, null, null]);
    expect((await world.kept()).accepted).toBe((before.accepted ?? 0) + 1);
    expect(await world.caseOf("n@example.org")).toMatchObject({ signalCount: 1 });
  });

  it("that is its verification files no signal, and is noted as heard and verified", async () => {
    const before = await world.kept();
    const about = { sub_id: { format: "opaque", id: "stream-1" } };
    expect(await world.pushEvent(verification, about, { state: "abc" })).toBeNull();
    const at = world.now();
    expect(await world.kept()).toEqual({ ...before, lastSetAt: at, lastVerificationAt: at });
  });
});

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const seconds = () => Math.floor(world.now().getTime() / 1_000);
const fresh = (more: Record<string, unknown> = {}) => world.fresh(more);
const signed = (more: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  world.signed(fresh(more), header);

/** Signed by whom nobody knows, under the name of the transmitter's own key. */
async function forged() {
  const { privateKey } = await generateKeyPair("RS256");
  return signSet({ ...world.transmitter.first, privateKey }, fresh());
}

async function withPublicKeyAsSecret() {
  const { jwk, kid } = world.transmitter.first;
  const secret = await exportSPKI((await importJWK(jwk, "RS256")) as CryptoKey);
  const text = `${base64({ typ: "secevent+jwt", alg: "HS256", kid })}.${base64(fresh())}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

async function changedAfterwards() {
  const [header = "", , signature = ""] = (await signed({})).split(".");
  return `${header}.${base64(fresh({ jti: "changed" }))}.${signature}`;
}

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

const bare = (header: object, signature = "") => `${base64(header)}.${base64(fresh())}.${signature}`;
const typ = "secevent+jwt";

describe("a token is refused, and nothing of it is filed,", () => {
  it.each<[string, string, () => string | Promise<string>]>([
    ["that is no token", "invalid_request", () => "{}"],
    ["of four parts", "invalid_request", async () => `${await signed({})}.x`],
    ["whose payload is no object", "invalid_request", () => world.signed("[1]")],
    ["whose payload is no JSON", "invalid_request", () => world.signed("{")],
    ["that nests too deep", "invalid_request", () => signed({ deep: nested(40) })],
    ["without typ", "invalid_request", () => signed({}, { typ: undefined })],
    ["of another typ", "invalid_request", () => signed({}, { typ: "JWT" })],
    [
      "with a critical header",
      "invalid_request",
      () => bare({ typ, alg: "RS256", crit: ["b64"], b64: false }, "AA"),
    ],
    ["with alg none", "authentication_failed", () => bare({ typ, alg: "none" })],
    ["signed by HS256 with the public key as secret", "authentication_failed", withPublicKeyAsSecret],
    ["signed by somebody else's key", "authentication_failed", forged],
    ["that was changed after it was signed", "authentication_failed", changedAfterwards],
    ["of an unknown key", "invalid_key", () => signed({}, { kid: "nobody's" })],
    ["of another issuer", "invalid_issuer", () => signed({ iss: `${issuer}other` })],
    ["of no issuer", "invalid_issuer", () => signed({ iss: undefined })],
    ["for somebody else", "invalid_audience", () => signed({ aud: ["https://other.example"] })],
    ["for nobody", "invalid_audience", () => signed({ aud: undefined })],
    ["issued 61 s ahead", "invalid_request", () => signed({ iat: seconds() + 61 })],
    ["without iat", "invalid_request", () => signed({ iat: undefined })],
    ["that has expired", "invalid_request", () => signed({ exp: seconds() })],
    ["without jti", "invalid_request", () => signed({ jti: undefined })],
    ["with a blank jti", "invalid_request", () => signed({ jti: " " })],
    ["with a number as jti", "invalid_request", () => signed({ jti: 7 })],
    ["without events", "invalid_request", () => signed({ events: {} })],
    ["with an event of no address", "invalid_request", () => signed({ events: { happened: {} } })],
    ["with a list of events", "invalid_request", () => signed({ events: [{}] })],
  ])("%s: %s", async (_, err, make) => {
    const before = await world.kept();
    expect(await world.push(await make())).toMatchObject({ ok: false, err });
    expect(await world.kept()).toEqual(before);
  });

  it.each<[string, string, object, string]>([
    ["to a stream that isn't there", "a", { stream: "nobody" }, "source_unknown"],
    ["of another media type", "a", { headers: { "content-type": "application/json" } }, "unsupported_type"],
    ["that is packed", "a", { headers: { "content-encoding": "gzip" } }, "unsupported_type"],
    ["of more than 64 KiB", "a".repeat(65_537), {}, "body_too_large"],
  ])("%s", async (_, token, options, code) => {
    const before = await world.kept();
    await expect(world.push(token, options)).rejects.toThrow(refused(code));
    expect(await world.kept()).toEqual(before);
  });

  it("while its source is switched off, or its stream is removed", async () => {
    const { stores } = world;
    const token = await signed({});
    const source = await stores.sources.byName(sourceName);
    if (!source) throw new Error("The source of the test is missing.");
    await stores.commit([
      stores.sources.insert({ ...source, name: "off", enabled: false }),
      stores.ssf.insert(world.freshStream("off")),
    ]);
    await expect(world.push(token, { stream: "off" })).rejects.toThrow(refused("source_unknown"));
    await world.changeStream({ removedAt: world.now() });
    await expect(world.push(token)).rejects.toThrow(refused("source_unknown"));
    await world.changeStream({ removedAt: null });
    expect(await world.push(token)).toBeNull();
  });
});

it("a token issued up to 60 s ahead is taken: clocks differ", async () => {
  expect(await world.push(await signed({ iat: seconds() + 60 }))).toBeNull();
});
