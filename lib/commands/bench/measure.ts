import autocannon from "autocannon";

export interface Target {
  url: string;
  headers: Record<string, string>;
  /** Requests under way at a time. */
  connections: number;
}

export interface Measured {
  p50Ms: number;
  p99Ms: number;
  perSecond: number;
}

/**
 * Asks as often as the target answers, for so many seconds. Throws when an answer is not a 200: a quick refusal would
 * look like a quick page.
 */
export async function measure(target: Target, seconds: number): Promise<Measured> {
  const times: number[] = [];
  const others = new Map<number, number>();
  const { url, headers, connections } = target;
  const startedAtMs = performance.now();
  const run = autocannon({ url, headers, connections, duration: seconds });
  // The load generator's own percentiles are whole milliseconds, too coarse for a ratio.
  run.on("response", (_client, status, _bytes, ms) => {
    if (status === 200) times.push(ms);
    else others.set(status, (others.get(status) ?? 0) + 1);
  });
  const { errors, timeouts } = await run;
  const tookMs = performance.now() - startedAtMs;
  if (others.size > 0 || errors + timeouts > 0 || times.length === 0) {
    const statuses = [...others].map(([status, count]) => `${count} × ${status}`).join(", ");
    throw new Error(
      `${url} did not answer as it should: ${statuses || "no answer"}, ${errors + timeouts} broken off.`,
    );
  }
  times.sort((a, b) => a - b);
  return {
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    perSecond: (times.length / tookMs) * 1_000,
  };
}

/**
 * Measures the targets in turns, round after round, and takes the median of the rounds for each: what else the computer
 * does meanwhile hits all of them alike.
 */
export async function measureInTurns<Name extends string>(
  targets: Readonly<Record<Name, Target>>,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Record<Name, Measured>> {
  const names = Object.keys(targets) as Name[];
  const found = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) found.get(name)?.push(await measure(targets[name], seconds));
  }
  const entries = [...found].map(([name, all]) => [name, medianOf(all)] as const);
  return Object.fromEntries(entries) as Record<Name, Measured>;
}

function medianOf(all: readonly Measured[]): Measured {
  const median = (pick: (one: Measured) => number) =>
    percentile(
      all.map(pick).sort((a, b) => a - b),
      0.5,
    );
  return {
    p50Ms: median((one) => one.p50Ms),
    p99Ms: median((one) => one.p99Ms),
    perSecond: median((one) => one.perSecond),
  };
}

/** Of numbers in ascending order. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
