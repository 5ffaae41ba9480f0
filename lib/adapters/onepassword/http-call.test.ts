import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { guardLookup } from "#lib/adapters/outbound/guard-lookup.ts";
import { callHttp, type HttpCall, type HttpOutcome } from "./http-call.ts";
import { type Answerer, sendJson, startTestServer, type TestServer } from "./test-server.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function startServer(api: Answerer): Promise<TestServer> {
  const server = await startTestServer({ api });
  closers.push(server.close);
  return server;
}

function call(url: string, changes: Partial<HttpCall> = {}): Promise<HttpOutcome> {
  return callHttp({
    method: "POST",
    url: new URL(url),
    headers: {},
    agent: false,
    maxBytes: 1_048_576,
    connectMs: 1_000,
    callMs: 1_000,
    lookup: guardLookup({ loopbackOnly: false }),
    ...changes,
  });
}

async function callServer(api: Answerer, changes: Partial<HttpCall> = {}): Promise<HttpOutcome> {
  return call((await startServer(api)).url, changes);
}

/** A server that speaks no HTTP: what it does with a connection is all it does. */
async function startRawServer(
  onText: (socket: { end: (text: string) => void; destroy: () => void }) => void,
) {
  const open = new Set<{ destroy: () => void }>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () =>
      onText({ end: (text) => socket.end(text), destroy: () => socket.resetAndDestroy() }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("an answer is read with its status and request id", async () => {
  const outcome = await callServer((response) =>
    sendJson(response, 200, { a: 1 }, { "x-request-id": "r-1" }),
  );
  expect(outcome).toMatchObject({
    kind: "answer",
    status: 200,
    requestId: "r-1",
    body: { kind: "json", value: { a: 1 } },
  });
});

it("an action is sent without a body and on a connection of its own", async () => {
  const server = await startServer((response) => sendJson(response, 200, {}));
  await call(server.url);
  await call(server.url);
  expect(server.apiRequests[0]).toMatchObject({
    method: "POST",
    body: "",
    headers: { "content-length": "0" },
  });
  expect(server.connections()).toBe(2);
});

it("a refused connection has written nothing", async () => {
  const server = await startServer(() => undefined);
  await server.close();
  expect(await call(server.url)).toMatchObject({
    kind: "nothing_written",
    reason: "no_connection",
    detail: "ECONNREFUSED",
  });
});

it("a name that doesn't resolve has written nothing", async () => {
  expect(await call("https://users-api.invalid")).toMatchObject({
    kind: "nothing_written",
    reason: "no_connection",
  });
});

it("a name that resolves to a forbidden address has written nothing", async () => {
  const server = await startServer((response) => sendJson(response, 200, {}));
  const lookup: HttpCall["lookup"] = (_name, options, callback) =>
    guardLookup({ loopbackOnly: false })("169.254.169.254", options, callback);
  const outcome = await call(server.url.replace("127.0.0.1", "localhost"), { lookup });
  expect(outcome).toMatchObject({ kind: "nothing_written", detail: "FORBIDDEN_ADDRESS" });
  expect(server.apiRequests).toHaveLength(0);
});

it("a TLS failure has written nothing", async () => {
  const server = await startServer((response) => sendJson(response, 200, {}));
  const outcome = await call(server.url.replace("http:", "https:"));
  expect(outcome).toMatchObject({ kind: "nothing_written", reason: "no_connection" });
  expect(server.apiRequests).toHaveLength(0);
});

it("a TLS handshake that hangs is over at the connect limit, with nothing written", async () => {
  const address = await startRawServer(() => undefined);
  const outcome = await call(`https://${address}`, { connectMs: 50 });
  expect(outcome).toMatchObject({ kind: "nothing_written", detail: "CONNECT_TIMEOUT" });
});

it("a call that may no longer leave writes nothing", async () => {
  const server = await startServer((response) => sendJson(response, 200, {}));
  expect(await call(server.url, { mayWrite: () => false })).toMatchObject({
    kind: "nothing_written",
    reason: "stopped",
  });
  expect(await call(server.url, { signal: AbortSignal.abort() })).toMatchObject({ reason: "stopped" });
  expect(server.apiRequests).toHaveLength(0);
});

it("an answer that never comes is broken, not unwritten", async () => {
  const outcome = await callServer(() => undefined, { callMs: 60 });
  expect(outcome).toMatchObject({ kind: "broken", reason: "timed_out", status: null });
});

it("an abort while waiting is broken, not unwritten", async () => {
  const controller = new AbortController();
  const outcome = await callServer(() => controller.abort(), { signal: controller.signal });
  expect(outcome).toMatchObject({ kind: "broken", reason: "stopped" });
});

it("a reset before the answer is broken", async () => {
  const outcome = await callServer((response) => response.socket?.resetAndDestroy());
  expect(outcome).toMatchObject({ kind: "broken", reason: "cut", status: null });
});

it("a connection closed politely without an answer is broken", async () => {
  const outcome = await callServer((response) => response.socket?.end());
  expect(outcome).toMatchObject({ kind: "broken", reason: "cut", status: null });
});

it("a reset after the headers is broken", async () => {
  const outcome = await callServer((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"id":', () => response.socket?.resetAndDestroy());
  });
  expect(outcome).toMatchObject({ kind: "broken", reason: "cut", status: 200 });
});

it("an answer shorter than it said is broken", async () => {
  const address = await startRawServer((socket) =>
    socket.end("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{}"),
  );
  expect(await call(`http://${address}`)).toMatchObject({ kind: "broken", reason: "cut", status: 200 });
});

it("an answer that isn't HTTP is broken", async () => {
  const address = await startRawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
  expect(await call(`http://${address}`)).toMatchObject({ kind: "broken", reason: "cut" });
});

it("an answer that changes the protocol is broken", async () => {
  const address = await startRawServer((socket) =>
    socket.end("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
  );
  expect(await call(`http://${address}`)).toMatchObject({ kind: "broken", reason: "cut" });
});

it("a body that drips is over at the call's limit", async () => {
  const outcome = await callServer(
    (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(drip));
    },
    { callMs: 120 },
  );
  expect(outcome).toMatchObject({ kind: "broken", reason: "timed_out", status: 200 });
});

it("a big body is dropped at the limit", async () => {
  const big = Buffer.alloc(10_000_000, 0x20);
  let sent = 0;
  const outcome = await callServer((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(big);
    response.on("close", () => {
      sent = response.socket?.bytesWritten ?? 0;
    });
  });
  expect(outcome).toMatchObject({ kind: "answer", body: { kind: "unreadable", reason: "too_large" } });
  expect(sent).toBeLessThan(big.length);
});

it("a gzip bomb is dropped at the limit", async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
  const outcome = await callServer((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(bomb);
  });
  expect(bomb.length).toBeLessThan(100_000);
  expect(outcome).toMatchObject({ kind: "answer", body: { kind: "unreadable", reason: "too_large" } });
});

it("a compressed answer is read", async () => {
  const outcome = await callServer((response) => {
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-encoding": "gzip",
    });
    response.end(gzipSync('{"name":"Zoë"}'));
  });
  expect(outcome).toMatchObject({ body: { kind: "json", value: { name: "Zoë" } } });
});

const unreadable: [string, Record<string, string>, string | Buffer, string][] = [
  ["HTML", { "content-type": "text/html" }, "<html>", "wrong_content_type"],
  ["no content type", {}, "{}", "wrong_content_type"],
  ["JSON cut in the middle", { "content-type": "application/json" }, '{"id":"', "not_json"],
  ["broken gzip", { "content-type": "application/json", "content-encoding": "gzip" }, "{}", "not_json"],
  [
    "cut gzip",
    { "content-type": "application/json", "content-encoding": "gzip" },
    gzipSync("{}").subarray(0, 12),
    "not_json",
  ],
  [
    "an unknown encoding",
    { "content-type": "application/json", "content-encoding": "zstd" },
    "{}",
    "not_json",
  ],
  [
    "bytes that are no UTF-8",
    { "content-type": "application/json" },
    Buffer.from([0x22, 0xff, 0x22]),
    "not_json",
  ],
  ["nothing", { "content-type": "application/json" }, "", "empty"],
];
it.each(unreadable)("%s is unreadable", async (_name, headers, body, reason) => {
  const outcome = await callServer((response) => {
    response.writeHead(200, headers);
    response.end(body);
  });
  expect(outcome).toMatchObject({ kind: "answer", status: 200, body: { kind: "unreadable", reason } });
});

it.each([301, 302, 303, 307, 308])("a %i is not followed", async (status) => {
  const canary = await startServer((response) => sendJson(response, 200, {}));
  const outcome = await callServer((response) => {
    response.writeHead(status, { location: `${canary.url}/stolen` });
    response.end();
  });
  expect(outcome).toMatchObject({ kind: "answer", status });
  expect(canary.connections()).toBe(0);
});
