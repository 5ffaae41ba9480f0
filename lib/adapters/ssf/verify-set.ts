import { compactVerify, type CryptoKey, errors } from "jose";
import { isObject, type JsonObject } from "#lib/adapters/signals/find-field.ts";
import { checkNesting } from "#lib/adapters/signals/split-body.ts";
import { fail, type RefusedSet } from "./refused-set.ts";
import type { KeyFinder } from "./fetch-keys.ts";

/** No `none` and no HMAC: with these a public key, or no key at all, would do to sign. */
const algorithms = ["RS256", "PS256", "ES256", "ES384", "EdDSA"];

const maxAheadMs = 60_000;
/** Keys of one token that are tried: without a `kid` several may fit. */
const maxTried = 8;
const maxIdLength = 300;

export interface ExpectedSet {
  issuer: string;
  audience: string;
  /** The keys that are known, then newer ones, or null where there are none to be had now. */
  keys: () => Promise<KeyFinder>;
  newerKeys: () => Promise<KeyFinder | null>;
  now: Date;
}

/** A token whose signature and claims hold. */
export interface VerifiedSet {
  ok: true;
  claims: JsonObject;
  /** The payload's own bytes. */
  raw: Uint8Array;
  jti: string;
  /** Addresses of its event types. */
  eventTypes: string[];
}

/**
 * Checks a security event token (RFC 8417) in compact form, in the order of cost: what stands in it, whom it is from
 * and for, then its signature. Throws `KeysUnavailable` where nobody can say.
 */
export async function verifySet(body: Uint8Array, expected: ExpectedSet): Promise<VerifiedSet | RefusedSet> {
  const token = Buffer.from(body).toString("latin1").trim();
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(token);
  const header = readObject(parts?.[1]);
  const payload = readObject(parts?.[2]);
  if (header === null || payload === null)
    return fail("invalid_request", "This is no token in compact form.");
  const refused =
    refuseHeader(header.value) ??
    refuseParties(payload.value, expected) ??
    refuseClaims(payload.value, expected.now) ??
    (await refuseSignature(token, header.value, expected));
  if (refused !== null) return refused;
  const { jti, events } = payload.value;
  return {
    ok: true,
    claims: payload.value,
    raw: payload.raw,
    jti: typeof jti === "string" ? jti : "",
    eventTypes: isObject(events) ? Object.keys(events) : [],
  };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function readObject(part: string | undefined): { value: JsonObject; raw: Uint8Array } | null {
  const raw = Buffer.from(part ?? "", "base64url");
  try {
    if (checkNesting(raw)) return null;
    const value: unknown = JSON.parse(utf8.decode(raw));
    return isObject(value) ? { value, raw } : null;
  } catch {
    return null;
  }
}

function refuseHeader({ typ, alg, crit }: JsonObject): RefusedSet | null {
  // The prefix may be left out of a media type here, and case says nothing (RFC 7515, 4.1.9).
  const type = typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : "";
  if (type !== "secevent+jwt") return fail("invalid_request", "The header's typ is not secevent+jwt.");
  if (crit !== undefined) return fail("invalid_request", "No critical header is understood.");
  if (typeof alg === "string" && algorithms.includes(alg)) return null;
  return fail("authentication_failed", `Tokens are taken with ${algorithms.join(", ")} only.`);
}

function refuseParties({ iss, aud }: JsonObject, { issuer, audience }: ExpectedSet): RefusedSet | null {
  if (iss !== issuer) return fail("invalid_issuer", "This stream is another issuer's.");
  const named: unknown[] = Array.isArray(aud) ? aud : [aud];
  return named.includes(audience) ? null : fail("invalid_audience", "The token is for somebody else.");
}

function refuseClaims({ iat, exp, jti, events }: JsonObject, now: Date): RefusedSet | null {
  if (typeof iat !== "number") return fail("invalid_request", "The token has no iat.");
  if (iat * 1_000 > now.getTime() + maxAheadMs) {
    return fail("invalid_request", "The token's iat is more than 60 s ahead.");
  }
  // SETs should have none; one that says that it is over is believed.
  if (exp !== undefined && !(typeof exp === "number" && exp * 1_000 > now.getTime())) {
    return fail("invalid_request", "The token has expired.");
  }
  if (typeof jti !== "string" || jti.trim() === "" || jti.length > maxIdLength) {
    return fail("invalid_request", "The token has no jti of 1 to 300 characters.");
  }
  const types = isObject(events) ? Object.keys(events) : [];
  return types.length > 0 && types.every((type) => URL.canParse(type))
    ? null
    : fail("invalid_request", "The token has no events by the addresses of their types.");
}

/** A token that no known key fits may be of a new one: then the keys are asked for again. */
async function refuseSignature(
  token: string,
  header: JsonObject,
  { keys, newerKeys }: ExpectedSet,
): Promise<RefusedSet | null> {
  const first = await tryKeys(token, header, await keys());
  if (first === null) return null;
  const newer = await newerKeys();
  return newer === null ? first : tryKeys(token, header, newer);
}

async function tryKeys(token: string, header: JsonObject, keys: KeyFinder): Promise<RefusedSet | null> {
  const fitting = await findKeys(header, keys);
  if (fitting.length === 0) return fail("invalid_key", "The transmitter publishes no such key.");
  for (const key of fitting) {
    try {
      await compactVerify(token, key, { algorithms });
      return null;
    } catch (error) {
      // Anything else is said of the key: too short, or not meant for this.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) {
        return fail("invalid_key", "The key can't be used for this algorithm.");
      }
    }
  }
  return fail("authentication_failed", "The signature doesn't fit the transmitter's key.");
}

async function findKeys(header: JsonObject, keys: KeyFinder): Promise<CryptoKey[]> {
  const { alg, kid } = header;
  try {
    return [await keys({ alg: String(alg), ...(typeof kid === "string" && { kid }) })];
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return [];
    const several: CryptoKey[] = [];
    for await (const key of error) {
      if (several.push(key) === maxTried) break;
    }
    return several;
  }
}
