import { z } from "zod";

const applicationName = z.enum(["look-up", "suspend", "reactivate"]);
const operation = z.enum(["token", "revoke", "list", "get", "suspend", "reactivate", "events"]);
const state = z.enum(["STATE_UNSPECIFIED", "ACTIVE", "SUSPENDED"]);

/** One call as it reached the account, whatever became of it. */
const callEntry = z.object({
  kind: z.literal("call"),
  seq: z.int(),
  time: z.string(),
  operation,
  method: z.string(),
  path: z.string(),
  query: z.string(),
  user: z.string().nullable(),
  application: applicationName.nullable(),
  /** The caller's `X-Request-Id`. */
  requestId: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** Status of the answer; null when no answer was sent. */
  status: z.int().nullable(),
  /** The `X-Request-Id` of the answer. */
  answerId: z.string(),
  fault: z.string().nullable(),
  /** `seq` of the effect that this call had by the time of its answer. */
  effect: z.int().nullable(),
});

/** One action that the account carried out. `changed` is false when the person was in that state already. */
const effectEntry = z.object({
  kind: z.literal("effect"),
  seq: z.int(),
  time: z.string(),
  operation: z.enum(["suspend", "reactivate"]),
  user: z.string(),
  before: state,
  after: state,
  changed: z.boolean(),
  application: applicationName.nullable(),
  requestId: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** `late`: landed after the answer was lost. `outside`: nobody called the Users API. */
  source: z.enum(["call", "late", "outside"]),
});

export const ledgerEntry = z.discriminatedUnion("kind", [callEntry, effectEntry]);
export type LedgerEntry = z.infer<typeof ledgerEntry>;
export type CallEntry = z.infer<typeof callEntry>;
export type EffectEntry = z.infer<typeof effectEntry>;
export type Operation = z.infer<typeof operation>;
export type ApplicationName = z.infer<typeof applicationName>;
export const operations = operation.options;
export const applicationNames = applicationName.options;

export interface LedgerQuery {
  kind?: "call" | "effect" | undefined;
  user?: string | undefined;
  operation?: string | undefined;
  application?: string | undefined;
  requestId?: string | undefined;
  changed?: boolean | undefined;
  /** Only entries with a higher number, or (RFC 3339) of this time or later. */
  since?: number | Date | undefined;
  /** The newest so many. */
  limit?: number | undefined;
}

/** Entries that match, oldest first. */
export function queryLedger(entries: readonly LedgerEntry[], query: LedgerQuery): LedgerEntry[] {
  const matches: LedgerEntry[] = [];
  const limit = query.limit ?? Number.POSITIVE_INFINITY;
  for (let at = entries.length - 1; at >= 0 && matches.length < limit; at -= 1) {
    const entry = entries[at];
    if (entry !== undefined && matchesQuery(entry, query)) matches.push(entry);
  }
  return matches.reverse();
}

function matchesQuery(entry: LedgerEntry, query: LedgerQuery): boolean {
  const { since } = query;
  return (
    (query.kind === undefined || entry.kind === query.kind) &&
    (query.user === undefined || entry.user === query.user) &&
    (query.operation === undefined || entry.operation === query.operation) &&
    (query.application === undefined || entry.application === query.application) &&
    (query.requestId === undefined || entry.requestId === query.requestId) &&
    (query.changed === undefined || (entry.kind === "effect" && entry.changed === query.changed)) &&
    (since === undefined ||
      (typeof since === "number" ? entry.seq > since : Date.parse(entry.time) >= since.getTime()))
  );
}
