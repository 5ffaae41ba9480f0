/** Runs work one after the other where it shares a key, in the order of asking. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Keeps work that is bound to collide from colliding, within this process: of twenty decisions about one case that
 * start together, nineteen would have to be made again, then eighteen. Between processes the commit's guards decide;
 * nothing is right only because of this.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
