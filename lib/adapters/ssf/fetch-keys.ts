import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { callHttp } from "#lib/adapters/onepassword/http-call.ts";
import { guardLookup } from "#lib/adapters/outbound/guard-lookup.ts";
import { judgeWebhookUrl } from "#lib/adapters/outbound/send-webhook.ts";

const connectMs = 5_000;
const callMs = 10_000;
const maxBytes = 64 * 1024;

/** Where a transmitter publishes its keys. */
export interface KeyPlace {
  url: string;
  /** Its host was allowed by name to lie in a private network. */
  privateHost: boolean;
}

export type KeyFinder = ReturnType<typeof createLocalJWKSet>;

/** Nobody can say whether a token is genuine. That is no fault of the token: it is to be sent again. */
export class KeysUnavailable extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = "KeysUnavailable";
  }
}

/**
 * Reads a transmitter's JWK Set (RFC 7517): 10 s, no redirects, at most 64 KB, no address that webhooks aren't sent to
 * either. Throws `KeysUnavailable`, whose message is for an administrator.
 */
export async function fetchKeys({ url, privateHost }: KeyPlace): Promise<KeyFinder> {
  const refused = judgeWebhookUrl(url, { privateHost });
  if (refused !== null) throw new KeysUnavailable(`Nothing was asked: ${refused}.`);
  const place = new URL(url);
  const outcome = await callHttp({
    method: "GET",
    url: place,
    headers: { accept: "application/jwk-set+json, application/json", "user-agent": "Countersign" },
    agent: false,
    // The very address that is judged here is the one that is connected to.
    lookup: guardLookup({ loopbackOnly: place.protocol === "http:", publicOnly: !privateHost }),
    connectMs,
    callMs,
    maxBytes,
  });
  if (outcome.kind === "nothing_written") throw new KeysUnavailable(`No connection (${outcome.detail}).`);
  if (outcome.kind === "broken") throw new KeysUnavailable("No whole answer came within 10 s.");
  if (outcome.status !== 200) throw new KeysUnavailable(`It answered with HTTP ${outcome.status}.`);
  if (outcome.body.kind !== "json")
    throw new KeysUnavailable("What it answered is no JSON of at most 64 KB.");
  try {
    // Checks the shape, and throws where it is none.
    return createLocalJWKSet(outcome.body.value as JSONWebKeySet);
  } catch {
    throw new KeysUnavailable("What it answered is no JWK Set.");
  }
}
