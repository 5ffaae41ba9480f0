import type { Call } from "./call.ts";

/** Effects whose answer was lost and that land when the control door says so: late without a clock. */
export interface HeldEffects {
  hold(call: Call, task: () => void): void;
  /** Lets them land, oldest first: of one person, or all. Says how many. */
  land(userId?: string): number;
  waiting(): { operation: string; user: string | null }[];
  clear(): void;
}

export function createHeldEffects(): HeldEffects {
  let held: { call: Call; task: () => void }[] = [];
  return {
    hold: (call, task) => {
      held.push({ call, task });
    },
    land(userId) {
      const due = held.filter(({ call }) => userId === undefined || call.userId === userId);
      held = held.filter((one) => !due.includes(one));
      for (const { task } of due) task();
      return due.length;
    },
    waiting: () => held.map(({ call }) => ({ operation: call.op, user: call.userId })),
    clear: () => {
      held = [];
    },
  };
}
