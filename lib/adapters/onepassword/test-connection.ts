import type { ActionAnswer, ReadResult } from "#lib/domain/directory.ts";
import type { ExchangeRecord } from "./exchange.ts";
import {
  type Answerer,
  sendJson,
  startTestServer,
  type TestServer,
  testOptions,
  userId,
} from "./test-server.ts";
import { createUsersApi, type UsersApiOptions } from "./users-api.ts";

// For tests only.

const servers: TestServer[] = [];

export async function closeTestServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

/** A client that is connected to a server of its own, with time and waits in the test's hand. */
export async function setUp({
  api,
  token,
  changes,
}: {
  api: Answerer;
  token?: Answerer;
  changes?: Partial<UsersApiOptions>;
}) {
  const server = await startTestServer(token === undefined ? { api } : { api, token });
  servers.push(server);
  const records: ExchangeRecord[] = [];
  const options = {
    ...testOptions(server.url),
    onExchange: (record: ExchangeRecord) => void records.push(record),
  };
  const directory = createUsersApi({ ...options, ...changes });
  const trace = { workflowId: "0199d0c4-7a1e-7cc2-8c39-0f3f6a1d2b11", requestKey: "REQ-1042", attempt: 1 };
  return {
    server,
    records,
    directory,
    clock: options.clock,
    pace: options.pace,
    read: (signal?: AbortSignal) =>
      directory.readUser({ userId, credential: "look-up", ...(signal === undefined ? {} : { signal }) }),
    suspend: (id = userId) => {
      const leaveBy = new Date(options.clock.now().getTime() + 30_000);
      return directory.act({ action: "suspend", userId: id, trace, leaveBy });
    },
  };
}

export const error = (code: number, message: string) => ({ code, message, details: [] });
export const withStatus =
  (status: number, body: unknown = error(2, "x"), headers: Record<string, string> = {}): Answerer =>
  (response) =>
    sendJson(response, status, body, headers);
export const reset: Answerer = (response) => response.socket?.resetAndDestroy();
export const silence: Answerer = () => undefined;
export const impatient = { changes: { timeouts: { callMs: 60, tokenMs: 60 } } };
export const html: Answerer = (response) => {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<html></html>");
};

/** What became of a reading or an action, in two words. */
export function outcomeOf(result: ReadResult | ActionAnswer): string {
  if ("ok" in result) return result.ok ? "answer" : result.code;
  return "code" in result ? `${result.kind} ${result.code}` : result.kind;
}
