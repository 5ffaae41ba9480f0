import { z } from "zod";
import { actions } from "./directory.ts";
import { EntryType } from "./entry.ts";
import { RequestStatus } from "./request.ts";

/** The steps of an audit, in their order, and the two views beside them. */
export const auditSteps = ["population", "exceptions", "sample", "record", "access", "entries"] as const;
export type AuditStep = (typeof auditSteps)[number];

/** What the tool itself finds worth looking at. `request`: rows are requests; `entry`: entries; `log`: seals and anchors. */
export const exceptionKinds = {
  fast_decision: "request",
  unverified_reactivation: "request",
  credentials_unchecked: "request",
  uncertain: "request",
  expired: "request",
  time_limit_missed: "request",
  changed_outside: "entry",
  clock_went_back: "entry",
  sealed_late: "log",
  anchored_late: "log",
} as const;
export type ExceptionKind = keyof typeof exceptionKinds;
export type RequestException = {
  [Kind in ExceptionKind]: (typeof exceptionKinds)[Kind] extends "request" ? Kind : never;
}[ExceptionKind];
export type EntryException = "changed_outside" | "clock_went_back";

const kinds = Object.keys(exceptionKinds) as [ExceptionKind, ...ExceptionKind[]];
export const requestExceptions = kinds.filter(
  (kind): kind is RequestException => exceptionKinds[kind] === "request",
);

/** The limits behind the exceptions, in milliseconds. */
export const auditLimits = {
  /** A decision sooner than this after the request was submitted can hardly have been read. */
  decisionMs: 3_000,
  /** From the opening of a case to the reading that shows SUSPENDED: the published parameter of AC-2(13). */
  containmentMs: 60 * 60_000,
  sealMs: 60_000,
  anchorMs: 15 * 60_000,
} as const;

export const auditPeriods = ["7d", "30d", "90d", "quarter", "own"] as const;
export type AuditPeriodName = (typeof auditPeriods)[number];

/** The reports on who may do what and who did. */
export const accessReports = ["decisions", "changes", "members", "machines"] as const;
export type AccessReport = (typeof accessReports)[number];

const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().catch(null).default(null);

/** The state of the page, all of it in the address. What is nonsense there counts as not given. */
export const AuditQuery = z.object({
  step: z.enum(auditSteps).catch("population").default("population"),
  period: z.enum(auditPeriods).catch("30d").default("30d"),
  /** First and last day in UTC, both included; only with the period `own`. */
  from: orNull(z.iso.date()),
  to: orNull(z.iso.date()),
  action: orNull(z.enum(actions)),
  /** Ids of persons: who asked, who decided. */
  by: orNull(z.string().min(1).max(60)),
  decider: orNull(z.string().min(1).max(60)),
  end: orNull(z.union([RequestStatus, z.literal("open")])),
  kind: orNull(z.enum(kinds)),
  order: z.enum(["random", "risk"]).catch("random").default("random"),
  seed: orNull(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)),
  n: z.coerce.number().int().min(1).max(200).catch(25).default(25),
  request: orNull(z.string().regex(/^REQ-\d{1,12}$/)),
  report: z.enum(accessReports).catch("decisions").default("decisions"),
  type: orNull(EntryType),
  /** Code of a refused decision, with the type `decision.refused`. */
  code: orNull(z.string().regex(/^[a-z_]{1,60}$/)),
  q: z.string().max(200).catch("").default(""),
  at: z.string().max(20_000).optional().catch(undefined),
});
export type AuditQuery = z.output<typeof AuditQuery>;

const dayMs = 86_400_000;

/** A span of whole days in UTC: `from` included, `to` not. */
export interface AuditPeriod {
  from: Date;
  to: Date;
}

export interface ChosenPeriod extends AuditPeriod {
  name: AuditPeriodName;
  firstDay: string;
  lastDay: string;
  /** Why the days asked for could not be taken; null where they could. */
  problem: string | null;
}

const longestDays = 3_660;

/** The days that a query means. A span that can't be taken falls back to 30 days and says why. */
export function choosePeriod(query: Pick<AuditQuery, "period" | "from" | "to">, now: Date): ChosenPeriod {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const days = (first: number, last: number, name: AuditPeriodName, problem: string | null = null) => ({
    name,
    from: new Date(first),
    to: new Date(last + dayMs),
    firstDay: toDay(first),
    lastDay: toDay(last),
    problem,
  });
  const back = (count: number) => today - (count - 1) * dayMs;
  switch (query.period) {
    case "7d":
      return days(back(7), today, "7d");
    case "30d":
      return days(back(30), today, "30d");
    case "90d":
      return days(back(90), today, "90d");
    case "quarter": {
      const month = Math.floor(now.getUTCMonth() / 3) * 3;
      return days(Date.UTC(now.getUTCFullYear(), month, 1), today, "quarter");
    }
    case "own": {
      const { from, to } = query;
      if (from === null || to === null)
        return days(back(30), today, "30d", "A first and a last day are needed. The last 30 days are shown.");
      const [first, last] = [Date.parse(from), Date.parse(to)];
      if (last < first || last - first > longestDays * dayMs)
        return days(
          back(30),
          today,
          "30d",
          `${from} to ${to} is no period of up to ten years. The last 30 days are shown.`,
        );
      return days(first, last, "own");
    }
  }
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
