import { DomainError } from "#lib/domain/errors.ts";

export interface UnderWay {
  /** Works on one delivery. Throws `rate_limited` where as many are under way as may be. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Deliveries being worked on at once in this process. The others are asked to come again. */
export function createUnderWay(most: number): UnderWay {
  let count = 0;
  return {
    run: async (work) => {
      if (count >= most) throw new DomainError("rate_limited", { seconds: "1" });
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
      }
    },
  };
}
