import type { FaultKind, LogFinding } from "#lib/domain/log-verification.ts";

/** Where something is wrong. */
export interface Place {
  epoch: number;
  index?: number | null;
  chain?: string | null;
  n?: number | null;
}

/** What a check found. Only the first of many are kept, for one damaged page says the same a thousand times. */
export interface Findings {
  add(kind: FaultKind, place: Place, words: string): void;
  readonly kept: readonly LogFinding[];
  readonly count: number;
}

const mostKept = 100;

export function createFindings(): Findings {
  const kept: LogFinding[] = [];
  let count = 0;
  return {
    add(kind, { epoch, index = null, chain = null, n = null }, words) {
      count += 1;
      if (kept.length < mostKept) kept.push({ kind, epoch, index, chain, n, words });
    },
    kept,
    get count() {
      return count;
    },
  };
}

/** `Entry 1,204 of IR-1042`: how an entry is called in the words of a fault. */
export function entryName(chain: string, n: number): string {
  const of = chain === "installation" ? "the installation's own chain" : chain;
  return `Entry ${n.toLocaleString("en")} of ${of}`;
}
