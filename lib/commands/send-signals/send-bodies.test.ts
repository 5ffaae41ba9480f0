import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { isObject } from "#lib/adapters/signals/find-field.ts";
import type { Payload } from "./read-payloads.ts";
import { maxBytes, sendBodies } from "./send-bodies.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

interface Answer {
  status: number;
  headers?: Record<string, string>;
}
interface Delivery {
  headers: IncomingHttpHeaders;
  body: string;
}

let server: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

/** A console that takes in whatever `decide` doesn't refuse, with a row for each event. */
async function listen(decide: (delivery: Delivery, at: number) => Answer | null) {
  const deliveries: Delivery[] = [];
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const delivery = { headers: request.headers, body };
      deliveries.push(delivery);
      const refusal = decide(delivery, deliveries.length);
      response.writeHead(refusal?.status ?? 202, refusal?.headers);
      const results = eventsIn(body).map((_, index) => ({ index, status: "accepted", signalId: "s" }));
      response.end(refusal ? "{}" : JSON.stringify({ results }));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}/hook`, deliveries };
}

function eventsIn(body: string): unknown[] {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : [value];
  } catch {
    return body.split("\n");
  }
}

function payload(text: string): Payload {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  return { file: "f", at: "x", bytes: Buffer.from(text), value: isObject(value) ? value : null };
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => payload(`{"n":${at}}`));

describe("sending payloads", () => {
  it("signs each body as Standard Webhooks says, with an id of its own", async () => {
    const { url, deliveries } = await listen(() => null);
    await sendBodies(numbered(3), { url, secret }, 2);
    expect(deliveries.map(({ body }) => eventsIn(body).length)).toEqual([2, 1]);
    for (const { headers, body } of deliveries) {
      const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
      const expected = createHmac("sha256", Buffer.alloc(32, 7)).update(signed).digest("base64");
      expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
    }
    expect(new Set(deliveries.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
  });

  it("keeps every body within its bytes, and doesn't send what could never be", async () => {
    const { url, deliveries } = await listen(() => null);
    const big = (bytes: number) => payload(JSON.stringify({ a: "x".repeat(bytes) }));
    const sent = await sendBodies([big(200_000), big(100_000), big(300_000)], { url, secret }, 100);
    expect(deliveries.every(({ body }) => Buffer.byteLength(body) <= maxBytes)).toBe(true);
    expect(sent.outcomes.map(({ problem }) => problem)).toEqual(["too large", null, null]);
  });

  it("comes again when it is asked to, with the same id", async () => {
    const { url, deliveries } = await listen((_, at) =>
      at === 1 ? { status: 429, headers: { "retry-after": "0" } } : null,
    );
    const sent = await sendBodies(numbered(2), { url, secret }, 10);
    expect(sent).toMatchObject({ waits: 1, serverErrors: 0 });
    expect(deliveries[1]?.headers["webhook-id"]).toBe(deliveries[0]?.headers["webhook-id"]);
    expect(sent.outcomes.every(({ problem }) => problem === null)).toBe(true);
  });

  it("counts each fault of the console, and tells what never got in", async () => {
    const { url } = await listen(({ body }) => (body.includes('"n":1') ? { status: 500 } : null));
    const sent = await sendBodies(numbered(2), { url, secret }, 1);
    expect(sent.serverErrors).toBeGreaterThan(0);
    expect(sent.outcomes.map(({ problem }) => problem?.slice(0, 3) ?? null)).toEqual([null, "500"]);
  });

  it("finds the one payload for which a whole body was refused", async () => {
    const { url } = await listen(({ body }) => (body.includes('"n":5') ? { status: 413 } : null));
    const sent = await sendBodies(numbered(8), { url, secret }, 8);
    const refused = sent.outcomes.filter(({ problem }) => problem !== null);
    expect(refused.map((one) => one.payload.value)).toEqual([{ n: 5 }]);
  });

  it("sends what is no JSON apart, so that the others aren't refused with it", async () => {
    const { url, deliveries } = await listen(() => null);
    await sendBodies([payload('{"n":1}'), payload("{broken"), payload('{"n":2}')], { url, secret }, 10);
    expect(deliveries.map(({ body }) => body)).toEqual(['{"n":1}', "{broken", '{"n":2}']);
  });
});
