/** Lets an answer wait for the next one: for answers that overtake each other. */
export interface AnsweredCalls {
  /** Resolves when a call other than this one has been answered. */
  next(): Promise<void>;
  /** Called before each answer. */
  tell(): void;
}

export function createAnsweredCalls(): AnsweredCalls {
  let waiting: (() => void)[] = [];
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    tell() {
      const told = waiting;
      waiting = [];
      for (const go of told) go();
    },
  };
}
