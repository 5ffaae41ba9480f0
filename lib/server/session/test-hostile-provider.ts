import { generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How the id token differs from what it should be. */
export interface Lie {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  signature?: "none" | "other key" | "garbage";
}

export interface HostileProvider {
  issuer: string;
  /** The next token is made with this. */
  lie: Lie;
  /** What the code was exchanged with. */
  exchanges: URLSearchParams[];
  /** The nonce that the console sent, as a browser would carry it along. */
  nonce: string;
  close: () => Promise<void>;
}

/** An OpenID provider that says whatever the test wants; everything it doesn't lie about is right. */
export async function startHostileProvider(clientId: string): Promise<HostileProvider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" };
  const server = createServer((request, response) => {
    const answer = (body: object): void => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const { pathname } = new URL(request.url ?? "/", provider.issuer);
    if (pathname === "/jwks") return answer({ keys: [jwk] });
    if (pathname !== "/token") {
      const { issuer } = provider;
      return answer({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      });
    }
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      provider.exchanges.push(new URLSearchParams(body));
      const id_token = makeToken(provider, { clientId, privateKey, other });
      answer({ access_token: "x", token_type: "Bearer", expires_in: 60, id_token });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const provider: HostileProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: {},
    exchanges: [],
    nonce: "",
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

function makeToken(
  { issuer, lie, nonce }: HostileProvider,
  { clientId, privateKey, other }: { clientId: string; privateKey: KeyObject; other: KeyObject },
): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: "RS256", kid: "one", ...lie.header };
  const claims = {
    iss: issuer,
    aud: clientId,
    sub: "mallory",
    name: "Mallory",
    email: "ana.ruiz@acme.example",
    groups: ["countersign-analyst"],
    nonce,
    iat: now,
    exp: now + 300,
    auth_time: now,
    ...lie.claims,
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const text = `${encode(header)}.${encode(claims)}`;
  if (lie.signature === "none") return `${text}.`;
  if (lie.signature === "garbage") return `${text}.AAAA`;
  const key = lie.signature === "other key" ? other : privateKey;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}
