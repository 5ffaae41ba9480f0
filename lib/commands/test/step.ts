/** What one part of the run came to. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** The names of what failed or was skipped, with the reason where there is one. */
  failures: string[];
  skips: string[];
}

export interface Step {
  /** As typed by a person: `npm test -- unit e2e` runs these two. */
  name: string;
  /** What it checks, for the heading. */
  title: string;
  run: () => Promise<Counts>;
}

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

/** A check that counts as one test, passed when there is nothing to complain about. */
export function countOne(name: string, complaint: string | null): Counts {
  if (complaint === null) return { ...nothing, passed: 1 };
  return { ...nothing, failed: 1, failures: [`${name}: ${complaint}`] };
}
