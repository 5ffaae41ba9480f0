import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import type { Directory } from "#lib/ports/directory.ts";
import { checkExchange, type HttpExchange } from "#lib/simulator/onepassword/check-exchange.ts";
import { type OnePassword, startOnePassword } from "#lib/simulator/onepassword/server.ts";
import { createTestPace } from "./test-server.ts";
import { createUsersApi } from "./users-api.ts";

// Everything that the client says to the simulated account and hears from it, held against the written specification.

let account: OnePassword;
let listener: Server;
let exchanges: HttpExchange[] = [];
let wendy = "";

beforeAll(async () => {
  account = await startOnePassword({ port: 0 });
  const known = await (await fetch(`${account.controlUrl}/known-people`)).json();
  const people = z.array(z.object({ id: z.string(), email: z.string() })).parse(known);
  wendy = people.find(({ email }) => email === "wendy.appleseed@acme.example")?.id ?? "";
  listener = createServer((request, response) => {
    void passOn(request).then(({ status, responseBody }) => {
      response.writeHead(status ?? 502, { "content-type": "application/json" });
      response.end(responseBody);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  listener.closeAllConnections();
  await new Promise((resolve) => listener.close(resolve));
  await account.close();
});
beforeEach(() => {
  exchanges = [];
});

async function passOn(request: IncomingMessage): Promise<HttpExchange> {
  const { method = "GET", url = "/", headers } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const { authorization = "", "user-agent": userAgent = "", "content-type": contentType } = headers;
  const passed = {
    authorization,
    "user-agent": userAgent,
    ...(contentType === undefined ? {} : { "content-type": contentType }),
  };
  const response = await fetch(`${account.url}${url}`, {
    method,
    headers: passed,
    ...(body === "" ? {} : { body }),
  });
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const exchange: HttpExchange = {
    method,
    url: `${account.url}${url}`,
    headers: sent,
    body,
    status: response.status,
    responseBody: await response.text(),
  };
  exchanges.push(exchange);
  return exchange;
}

function connect(apiVersion: "v1" | "v1beta1", clientSecret?: string): Directory {
  const { lookUp } = account.applications;
  return createUsersApi({
    baseUrl: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    accountId: account.accountId,
    apiVersion,
    credentials: {
      ...account.applications,
      lookUp: { ...lookUp, clientSecret: clientSecret ?? lookUp.clientSecret },
    },
    productVersion: "1.2.3",
    sendWorkflowId: true,
    clock: { now: () => new Date() },
    pace: createTestPace(),
  });
}

it.each(["v1", "v1beta1"] as const)(
  "all that is said and heard in %s is in the specification",
  async (version) => {
    const directory = connect(version);
    const trace = { workflowId: "0199d0c4-7a1e-7cc2-8c39-0f3f6a1d2b11", requestKey: "REQ-1042", attempt: 1 };
    const leaveBy = new Date(Date.now() + 30_000);
    for (const credential of ["look-up", "suspend", "reactivate"] as const) {
      expect(await directory.testCredential(credential)).toMatchObject({ ok: true });
    }
    expect(await directory.listUsers({})).toMatchObject({ ok: true, pages: 2 });
    expect(await directory.listUsers({ filter: "suspended" })).toMatchObject({ ok: true });
    expect(await directory.listUsers({ filter: "active" })).toMatchObject({ ok: true });
    expect(await directory.act({ action: "suspend", userId: wendy, trace, leaveBy })).toMatchObject({
      kind: "answered",
    });
    const read = await directory.readUser({ userId: wendy, credential: "suspend" });
    expect(read).toMatchObject({ ok: true, user: { state: "SUSPENDED" } });
    expect(await directory.act({ action: "reactivate", userId: wendy, trace, leaveBy })).toMatchObject({
      kind: "answered",
    });
    expect(await directory.readUser({ userId: "NOBODY", credential: "look-up" })).toMatchObject({
      code: "user_not_found",
    });
    const rejected = await connect(version, "wrong").readUser({ userId: wendy, credential: "look-up" });
    expect(rejected).toMatchObject({ code: "credentials_rejected" });

    expect(exchanges.flatMap(checkExchange)).toEqual([]);
    expect(exchanges.length).toBeGreaterThanOrEqual(14);
  },
);
