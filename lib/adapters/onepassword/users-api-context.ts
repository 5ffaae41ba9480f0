import type { Credential } from "#lib/domain/directory.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { HealthBook } from "./credential-health.ts";
import type { SendExchange } from "./exchange.ts";
import type { Pace } from "./pace.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Routes } from "./routes.ts";
import type { TokenCache } from "./token-cache.ts";

/** What the client's verbs share. */
export interface UsersApiContext {
  accountId: string;
  /** `Countersign/<version>`. */
  userAgent: string;
  sendWorkflowId: boolean;
  callMs: number;
  prepareMs: number;
  routes: Routes;
  tokens: Record<Credential, TokenCache>;
  health: HealthBook;
  limit: RateLimit;
  send: SendExchange;
  clock: Clock;
  pace: Pace;
}
