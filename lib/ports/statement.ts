declare const statement: unique symbol;

/** One write, not yet done. Only a store makes it, only `commit` runs it. */
export interface Statement {
  readonly [statement]: true;
}
