import type { Call } from "./call.ts";

/** Effects whose answer was lost and that land when the control door says so: late without a clock. */
export interface HeldEffects {
  hold(call: Call, task: () => void): void;
  /** Lets them land, oldest first: one, those of a person, or all. Says how many. */
  land(which: { id?: number | undefined; user?: string | undefined }): number;
  waiting(): { id: number; operation: string; user: string | null }[];
  clear(): void;
}

export function createHeldEffects(): HeldEffects {
  let held: { id: number; call: Call; task: () => void }[] = [];
  let lastId = 0;
  return {
    hold: (call, task) => {
      lastId += 1;
      held.push({ id: lastId, call, task });
    },
    land({ id, user }) {
      const isMeant = (one: (typeof held)[number]) =>
        (id === undefined || one.id === id) && (user === undefined || one.call.userId === user);
      const due = held.filter(isMeant);
      held = held.filter((one) => !isMeant(one));
      for (const { task } of due) task();
      return due.length;
    },
    waiting: () => held.map(({ id, call }) => ({ id, operation: call.op, user: call.userId })),
    clear: () => {
      held = [];
    },
  };
}
