import type { Credential, ReadResult } from "#lib/domain/directory.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Directory } from "#lib/ports/directory.ts";
import { checkServiceUrl } from "#lib/adapters/outbound/check-service-url.ts";
import { createHealthBook } from "./credential-health.ts";
import { createExchange, type ExchangeRecord } from "./exchange.ts";
import { type ClientCredentials, fetchToken } from "./fetch-token.ts";
import { listUsers } from "./list-users.ts";
import { type Pace, realPace } from "./pace.ts";
import { prepareAction } from "./prepare-action.ts";
import { createRateLimit } from "./rate-limit.ts";
import { readUser } from "./read-user.ts";
import { type ApiVersion, createRoutes, idPattern } from "./routes.ts";
import { sendAction } from "./send-action.ts";
import { createSingleFlight } from "./single-flight.ts";
import { testCredential } from "./test-credential.ts";
import { createTokenCache } from "./token-cache.ts";
import type { UsersApiContext } from "./users-api-context.ts";

export interface UsersApiOptions {
  baseUrl: string;
  accountId: string;
  apiVersion: ApiVersion;
  credentials: { lookUp: ClientCredentials; suspend: ClientCredentials; reactivate: ClientCredentials };
  productVersion: string;
  /** False keeps request key and workflow id out of the headers. */
  sendWorkflowId: boolean;
  clock: Clock;
  /** Calls per second on the average; null: no limit. Default 5, on loopback none. Fetching tokens doesn't count. */
  ratePerSecond?: number | null;
  /** Calls at once after a pause. Default 10. */
  burst?: number;
  timeouts?: Partial<Timeouts>;
  onExchange?: (record: ExchangeRecord) => void;
  pace?: Pace;
}

interface Timeouts {
  /** Name, connection and TLS. Default 5,000. */
  connectMs: number;
  /** One call to the Users API, body included; a term of `quietUntil`. Default 15,000. */
  callMs: number;
  /** One call for a token. Default 10,000. */
  tokenMs: number;
  /** How long `prepareAction` waits for a token, retries included. Default 20,000. */
  prepareMs: number;
}

const allCredentials = ["look-up", "suspend", "reactivate"] as const satisfies readonly Credential[];
const usualTimeouts: Timeouts = { connectMs: 5_000, callMs: 15_000, tokenMs: 10_000, prepareMs: 20_000 };

/**
 * The Users API of one account, with its three applications. Throws when address, account id or version can't be
 * used; the methods never reject for anything that 1Password or the network does.
 */
export function createUsersApi(options: UsersApiOptions): Directory {
  const service = checkServiceUrl(options.baseUrl);
  if (!service.ok) throw new Error(`The address of the Users API can't be used: ${service.reason}.`);
  if (!idPattern.test(options.accountId))
    throw new Error("ONEPASSWORD_ACCOUNT_ID is not the form of an account id.");
  const context = createContext(options, service);
  const reads = createSingleFlight<ReadResult>();
  const forgetReads = (userId: string) => {
    for (const credential of allCredentials) reads.forget(`${credential} ${userId}`);
  };

  return {
    host: {
      origin: service.url.origin,
      isOnePassword: service.isOnePassword,
      accountId: options.accountId,
      apiVersion: options.apiVersion,
    },
    readUser: async ({ userId, credential, signal }) => {
      const start = (shared: AbortSignal) => readUser(context, { userId, credential, signal: shared });
      const result = await reads.run(`${credential} ${userId}`, start, signal);
      return result === "stopped" ? stoppedReading : result;
    },
    listUsers: (input) => listUsers(context, input),
    prepareAction: (action) => prepareAction(context, action),
    act: async (input) => {
      // A reading that began before the call may end after it; nobody may take it for the reading after.
      try {
        const answer = await sendAction(context, input);
        if (answer.kind === "answered") context.health.worked(input.action);
        else context.health.failed(input.action, answer);
        return answer;
      } finally {
        forgetReads(input.userId);
      }
    },
    health: context.health.all,
    testCredential: (credential) => testCredential(context, credential),
  };
}

const stoppedReading: ReadResult = {
  ok: false,
  code: "timed_out",
  message: "The reading was stopped before 1Password had answered.",
  exchange: null,
};

function createContext(
  options: UsersApiOptions,
  service: { url: URL; isLoopback: boolean },
): UsersApiContext {
  const { clock, pace = realPace, accountId, apiVersion, burst = 10 } = options;
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const userAgent = `Countersign/${options.productVersion}`;
  const routes = createRoutes({ base: service.url, accountId, apiVersion });
  const send = createExchange({
    base: service.url,
    connectMs: timeouts.connectMs,
    onExchange: options.onExchange,
  });
  const createTokens = (credential: Credential, client: ClientCredentials) =>
    createTokenCache({
      clock,
      pace,
      fetch: () =>
        fetchToken({
          credential,
          client,
          userAgent,
          send,
          pace,
          clock,
          url: routes.token(),
          callMs: timeouts.tokenMs,
        }),
    });
  const ratePerSecond =
    options.ratePerSecond === undefined && !service.isLoopback ? 5 : (options.ratePerSecond ?? null);
  return {
    accountId,
    userAgent,
    routes,
    send,
    clock,
    pace,
    sendWorkflowId: options.sendWorkflowId,
    callMs: timeouts.callMs,
    prepareMs: timeouts.prepareMs,
    limit: createRateLimit({ ratePerSecond, burst, pace }),
    health: createHealthBook(clock),
    tokens: {
      "look-up": createTokens("look-up", options.credentials.lookUp),
      suspend: createTokens("suspend", options.credentials.suspend),
      reactivate: createTokens("reactivate", options.credentials.reactivate),
    },
  };
}
