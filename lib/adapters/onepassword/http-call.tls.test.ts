import { createServer, Agent, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { guardLookup } from "#lib/adapters/outbound/guard-lookup.ts";
import { callHttp, type HttpOutcome } from "./http-call.ts";
import { testCertificate, testKey } from "./test-certificate.ts";

let server: Server;
let requests = 0;
let connections = 0;

beforeAll(async () => {
  server = createServer({ cert: testCertificate, key: testKey }, (_request, response) => {
    requests += 1;
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{}");
  });
  server.on("secureConnection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  requests = 0;
  connections = 0;
});

function call(agent: Agent | false, mayWrite = () => true): Promise<HttpOutcome> {
  return callHttp({
    method: "POST",
    url: new URL(`https://localhost:${(server.address() as AddressInfo).port}`),
    headers: {},
    agent,
    mayWrite,
    lookup: guardLookup({ loopbackOnly: false }),
    connectMs: 5_000,
    callMs: 5_000,
    maxBytes: 1_000,
  });
}

it("a certificate that nobody vouches for is a TLS failure with nothing written, whatever the environment says", async () => {
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  try {
    expect(await call(false)).toMatchObject({ kind: "nothing_written", reason: "no_connection" });
  } finally {
    delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  }
  expect(requests).toBe(0);
});

it("with a trusted one the request is written once TLS stands, also on a reused connection", async () => {
  const trusted = getCACertificates("default");
  setDefaultCACertificates([...trusted, testCertificate]);
  const agent = new Agent({ keepAlive: true });
  try {
    expect(await call(false, () => false)).toMatchObject({ kind: "nothing_written", reason: "stopped" });
    expect(requests).toBe(0);
    expect(await call(false)).toMatchObject({ kind: "answer", status: 200 });
    connections = 0;
    expect(await call(agent)).toMatchObject({ kind: "answer", status: 200 });
    expect(await call(agent)).toMatchObject({ kind: "answer", status: 200 });
    expect(connections).toBe(1);
  } finally {
    agent.destroy();
    setDefaultCACertificates(trusted);
  }
});
