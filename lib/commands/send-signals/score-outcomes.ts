import { z } from "zod";
import { readEvent } from "#lib/adapters/signals/read-event.ts";
import type { Signal } from "#lib/domain/signal.ts";
import { findAddresses } from "./find-addresses.ts";
import type { Outcome, ResultRow } from "./send-bodies.ts";

const CaseReport = z.object({
  subject: z.object({ userId: z.string().nullish(), email: z.string().nullish() }).nullish(),
});
type Subject = z.infer<typeof CaseReport>["subject"];

/**
 * Whether a payload went to whom it names. `by table`: the addresses in it aren't those of whom its format says that
 * it is about (who acted, a service). `context`: it opens no case by rule, and there was none to join.
 */
export type Verdict = "none named" | "filed" | "context" | "by table" | "not filed" | "wrong case";

export interface Score {
  outcome: Outcome;
  verdict: Verdict;
  why: string | null;
}

/** Reads cases of the console under test. Null where the case can't be read. */
export type ReadCase = (key: string) => Promise<Subject | null>;

/** A reader of `GET /api/v1/cases/{key}` that asks for each case once. */
export function caseReader(url: string, apiKey: string): ReadCase {
  const known = new Map<string, Promise<Subject | null>>();
  const ask = async (key: string) => {
    const answer = await fetch(`${url}/api/v1/cases/${encodeURIComponent(key)}`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    if (!answer.ok) return null;
    return CaseReport.parse(await answer.json()).subject ?? null;
  };
  return (key) => {
    const asked = known.get(key) ?? ask(key);
    known.set(key, asked);
    return asked;
  };
}

export async function scoreOutcome(outcome: Outcome, readCase: ReadCase): Promise<Score> {
  const { value } = outcome.payload;
  const addresses = findAddresses(value);
  const read = value === null ? [] : readEvent(value, { source: "", preset: "auto", receivedAt: new Date() });
  const verdicts = await Promise.all(
    outcome.rows.map((row, at) => judgeRow(row, { addresses, signal: read[at] ?? null, readCase, value })),
  );
  const worst = order.find((verdict) => verdicts.some((one) => one.verdict === verdict));
  const told = verdicts.find((one) => one.verdict === worst);
  if (worst === undefined || told === undefined) {
    return { outcome, verdict: addresses.size === 0 ? "none named" : "not filed", why: outcome.problem };
  }
  return { outcome, verdict: worst, why: told.why };
}

/** One bad row makes a bad payload; else one good row a good one. */
const order: readonly Verdict[] = ["wrong case", "not filed", "filed", "context", "by table", "none named"];

interface Judged {
  addresses: ReadonlySet<string>;
  signal: Signal | null;
  readCase: ReadCase;
  value: unknown;
}

async function judgeRow(row: ResultRow, judged: Judged): Promise<{ verdict: Verdict; why: string | null }> {
  const { addresses, signal, readCase, value } = judged;
  const named = signal?.subject.email ?? signal?.subject.onepasswordId ?? null;
  if (row.status === "rejected") return { verdict: "not filed", why: row.reason ?? "rejected" };
  // Of a security event token the first one with its id counts, whatever a second says.
  const isStrictRepeat = row.reason === "same_id" && signal?.format === "caep";
  if (row.caseKey === undefined) {
    if (addresses.size === 0 && named === null) return { verdict: "none named", why: null };
    if (signal?.context === true || isStrictRepeat) return { verdict: "context", why: null };
    if (named === null) return { verdict: "by table", why: `names ${[...addresses].join(", ")}` };
    return { verdict: "not filed", why: `about ${named}, and without a case` };
  }
  const subject = await readCase(row.caseKey);
  if (!subject) return { verdict: "wrong case", why: `${row.caseKey} can't be read` };
  const email = subject.email?.trim().toLowerCase() ?? null;
  const isNamed =
    (email !== null && addresses.has(email)) ||
    (typeof subject.userId === "string" && JSON.stringify(value).includes(subject.userId));
  const isMeant = named === null || named === email || named === subject.userId || isStrictRepeat;
  if (isNamed && isMeant) return { verdict: "filed", why: null };
  if (addresses.size === 0 && named === null) return { verdict: "filed", why: null };
  return { verdict: "wrong case", why: `about ${named ?? "nobody"}, under ${row.caseKey} of ${email}` };
}
