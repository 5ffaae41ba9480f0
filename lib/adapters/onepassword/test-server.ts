import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "#lib/ports/clock.ts";
import type { Pace } from "./pace.ts";
import type { UsersApiOptions } from "./users-api.ts";

// For tests only: faults at the level of bytes, which no polite simulator of an account should have to know.

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export type Answerer = (response: ServerResponse, request: SeenRequest, count: number) => void;

export interface TestServer {
  url: string;
  tokenRequests: SeenRequest[];
  apiRequests: SeenRequest[];
  connections: () => number;
  close: () => Promise<void>;
}

/** A server on loopback that answers token calls and all others with the two functions. */
export async function startTestServer({
  token = (response, _request, count) =>
    sendJson(response, 200, { access_token: `token-${count}`, token_type: "bearer", expires_in: 900 }),
  api,
}: {
  token?: Answerer;
  api: Answerer;
}): Promise<TestServer> {
  const tokenRequests: SeenRequest[] = [];
  const apiRequests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((incoming, response) => {
    void readText(incoming).then((body) => {
      const { method = "", url = "", headers } = incoming;
      const isToken = url.includes("/oauth");
      const seen = isToken ? tokenRequests : apiRequests;
      seen.push({ method, url, headers, body });
      (isToken ? token : api)(response, { method, url, headers, body }, seen.length);
    });
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokenRequests,
    apiRequests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

export const accountId = "XLQMR47VZPBKJHSGWNCYFDE3T9";
export const userId = "IR7VJHJ36JHINBFAD7V2T5MP3E";

/** Wendy as the Users API returns her. */
export function wendy(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: userId,
    email: "wendy_appleseed@agilebits.com",
    display_name: "Wendy Appleseed",
    state: "ACTIVE",
    create_time: "2024-01-15T10:30:00Z",
    path: `accounts/${accountId}/users/${userId}`,
    ...changes,
  };
}

export interface TestClock extends Clock {
  move: (ms: number) => void;
}

export function createTestClock(): TestClock {
  let nowMs = Date.parse("2026-11-20T12:00:00Z");
  return {
    now: () => new Date(nowMs),
    move: (ms) => {
      nowMs += ms;
    },
  };
}

/** A pace that never waits, moves its own clock instead, and keeps the waits it was asked for. Chance is always 1. */
export function createTestPace(): Pace & { waits: number[] } {
  const waits: number[] = [];
  let nowMs = 0;
  return {
    waits,
    wait: (ms) => {
      waits.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
    random: () => 1,
    monotonicMs: () => nowMs,
  };
}

export const testSecrets = ["secret-of-look-up", "secret-of-suspend", "secret-of-reactivate"] as const;

export function testOptions(
  baseUrl: string,
): UsersApiOptions & { clock: TestClock; pace: ReturnType<typeof createTestPace> } {
  return {
    baseUrl,
    accountId,
    apiVersion: "v1",
    productVersion: "1.2.3",
    sendWorkflowId: true,
    credentials: {
      lookUp: { clientId: "5ab87915-2deb-429c-a1e2-8b0495900f45", clientSecret: testSecrets[0] },
      suspend: { clientId: "5ab87915-2deb-429c-a1e2-8b0495900f46", clientSecret: testSecrets[1] },
      reactivate: { clientId: "5ab87915-2deb-429c-a1e2-8b0495900f47", clientSecret: testSecrets[2] },
    },
    clock: createTestClock(),
    pace: createTestPace(),
    // Generous, because test machines stall; tests of silence set their own.
    timeouts: { connectMs: 5_000, callMs: 5_000, tokenMs: 5_000, prepareMs: 5_000 },
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
