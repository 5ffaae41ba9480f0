/** A page of a keyset-paged list. The cursor is opaque to everybody but the store. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Total {
  total: number;
  /** True when counting stopped at 10,000. */
  totalCapped: boolean;
}
