import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from "jose";
import { uuidv7 } from "uuidv7";
import type { SsfStreamRecord } from "#lib/ports/ssf-store.ts";

export const issuer = "https://idp.example.org/";
export const audience = "https://console.example.org/ssf";

export const caep = (type: string) => `https://schemas.openid.net/secevent/caep/event-type/${type}`;
export const risc = (type: string) => `https://schemas.openid.net/secevent/risc/event-type/${type}`;
export const verification = "https://schemas.openid.net/secevent/ssf/event-type/verification";

interface Signing {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  jwk: JWK;
}

export type Transmitter = Awaited<ReturnType<typeof openTransmitter>>;

/** A transmitter with real keys behind a real HTTP server on this computer. */
export async function openTransmitter() {
  let published: unknown = { keys: [] };
  let status = 200;
  let asked = 0;
  const server = createServer((_incoming, outgoing) => {
    asked += 1;
    outgoing.writeHead(status, { "content-type": "application/jwk-set+json" });
    outgoing.end(JSON.stringify(published));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const makeKey = async (alg = "RS256", kid: string = uuidv7()): Promise<Signing> => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
  };
  const publish = (...keys: Pick<Signing, "jwk">[]) => {
    published = { keys: keys.map(({ jwk }) => jwk) };
  };
  const first = await makeKey();
  publish(first);
  return {
    jwksUrl: `http://127.0.0.1:${port}/jwks`,
    first,
    makeKey,
    /** From now on these are its keys. */
    publish,
    publishAnything: (value: unknown) => {
      published = value;
    },
    answerWith: (code: number) => {
      status = code;
    },
    /** How often its keys were asked for. */
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A stream of this transmitter, as an administrator sets it up. */
export function streamOf(given: { source: string; jwksUrl: string; setAt: Date }): SsfStreamRecord {
  return {
    ...given,
    issuer,
    audience,
    privateHost: true,
    subjectForm: "provider_id",
    setByPersonId: "nobody",
    removedAt: null,
    lastSetAt: null,
    lastVerificationAt: null,
    version: 1,
  };
}

/** The claims of a token about one event, issued at `now`. */
export function claimsOf(now: Date, type: string, more: Record<string, unknown> = {}, body: object = {}) {
  return {
    iss: issuer,
    aud: audience,
    jti: uuidv7(),
    iat: Math.floor(now.getTime() / 1_000),
    events: { [type]: body },
    ...more,
  };
}

/** A signed token. Whatever `header` says goes into the header; `undefined` leaves it out. */
export function signSet(
  { privateKey, alg, kid }: Pick<Signing, "privateKey" | "alg" | "kid">,
  claims: unknown,
  header: Record<string, unknown> = {},
): Promise<string> {
  const payload = typeof claims === "string" ? claims : JSON.stringify(claims);
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ typ: "secevent+jwt", alg, kid, ...header })
    .sign(privateKey);
}
