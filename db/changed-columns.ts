/**
 * The columns that an update has to write: those of `after` that aren't as they were. A request has forty, of which a
 * step changes five; and what stands beside them, erased meanwhile perhaps, isn't written back.
 */
export function changedColumns<Row extends object>(before: Row, after: Row): Partial<Row> {
  const changed: Partial<Row> = {};
  for (const name of Object.keys(after) as (keyof Row)[]) {
    if (!isSame(before[name], after[name])) changed[name] = after[name];
  }
  return changed;
}

function isSame(before: unknown, after: unknown): boolean {
  if (before instanceof Date && after instanceof Date) return before.getTime() === after.getTime();
  if (before instanceof Uint8Array && after instanceof Uint8Array) return Buffer.compare(before, after) === 0;
  return before === after;
}
