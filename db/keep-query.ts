interface Prepared<Rows> {
  execute(values: Record<string, unknown>): PromiseLike<Rows>;
}

/**
 * A query by key, built at its first use and kept: building the text of a wide table costs more than running it, and
 * the way from an approval to its call asks some thirty of them. `build` names its values with `sql.placeholder`.
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
