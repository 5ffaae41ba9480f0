import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { probeIdentityProvider } from "./probe-identity-provider.ts";

async function serve(answer: (issuer: string) => RequestListener): Promise<string> {
  let issuer = "";
  const server = createServer((request, response) => answer(issuer)(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return issuer;
}

const discovery = (issuer: string) =>
  JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
  });

test("a provider whose discovery document names it is well, and is asked once in half a minute", async () => {
  let asked = 0;
  const issuer = await serve((own) => (_request, response) => {
    asked += 1;
    response.end(discovery(own));
  });
  const found = await Promise.all([probeIdentityProvider(issuer), probeIdentityProvider(issuer)]);
  expect(found.map((probe) => probe.problem)).toEqual([null, null]);
  expect(asked).toBe(1);
});

test.each<[string, (own: string) => RequestListener, string]>([
  ["an error", () => (_request, response) => response.writeHead(500).end(), "answered HTTP 500"],
  [
    "another issuer",
    (own) => (_request, response) => response.end(discovery(`${own}/other`)),
    "names another issuer than the configured one",
  ],
  [
    "a page",
    () => (_request, response) => response.end("{}"),
    "answered something that is no discovery document",
  ],
  [
    "a redirect",
    () => (_request, response) => response.writeHead(302, { location: "/x" }).end(),
    "can't be reached",
  ],
])("%s is a problem in words without an address", async (_what, answer, problem) => {
  const issuer = await serve(answer);
  expect(await probeIdentityProvider(issuer)).toMatchObject({ ok: false, problem });
});
