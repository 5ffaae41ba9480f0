import { type Placeholder, sql } from "drizzle-orm";

interface Prepared<Rows> {
  execute(values: Record<string, unknown>): PromiseLike<Rows>;
}

/** Longer lists are built each time: then the query costs more than its text. */
const longestKept = 50;

/**
 * A query by key, built at its first use and kept: building the text of a wide table costs more than running it, and
 * the way from an approval to its call asks some sixty of them. `build` names its values with `sql.placeholder`; one that
 * isn't as the database has it, a date say, with `sql.param(sql.placeholder(…), column)`.
 */
export function keepQuery<Rows>(
  build: () => { prepare(): Prepared<Rows> },
): (values: Record<string, unknown>) => PromiseLike<Rows> {
  let kept: Prepared<Rows> | null = null;
  return (values) => {
    kept ??= build().prepare();
    return kept.execute(values);
  };
}

/** The same for a query by a list, kept once for each length of it; `places` stand where the list goes. */
export function keepListQuery<Rows>(
  build: (places: Placeholder[]) => { prepare(): Prepared<Rows> },
): (list: readonly unknown[], values?: Record<string, unknown>) => PromiseLike<Rows> {
  const kept = new Map<number, Prepared<Rows>>();
  return (list, values = {}) => {
    const places = list.map((_, at) => sql.placeholder(`place ${at}`));
    const prepared = kept.get(list.length) ?? build(places).prepare();
    if (list.length <= longestKept) kept.set(list.length, prepared);
    return prepared.execute({
      ...values,
      ...Object.fromEntries(list.map((value, at) => [`place ${at}`, value])),
    });
  };
}
