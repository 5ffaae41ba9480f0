import { z } from "zod";
import { answerFaults } from "./answer-faults.ts";
import { bodyFaults } from "./body-faults.ts";
import type { Call } from "./call.ts";
import { connectionFaults } from "./connection-faults.ts";
import { eventsFaults } from "./events/events-faults.ts";
import type { Fault, RunFault } from "./fault.ts";
import { operations } from "./ledger.ts";
import { listingFaults } from "./listing-faults.ts";
import { stateFaults } from "./state-faults.ts";
import { tokenFaults } from "./token-faults.ts";

/** Every fault there is. A new one is a line in one of these tables. */
const faults = new Map<string, Fault>(
  Object.entries({
    ...connectionFaults,
    ...answerFaults,
    ...bodyFaults,
    ...tokenFaults,
    ...stateFaults,
    ...listingFaults,
    ...eventsFaults,
  }),
);

const oneOperation = z.enum(operations);

/** One line of a fault script, as the control door takes it. */
export const scriptItem = z.strictObject({
  match: z
    .strictObject({
      /** One operation, several, or `any`. */
      op: z.union([oneOperation, z.array(oneOperation).min(1), z.literal("any")]).default("any"),
      user: z.string().optional(),
      /** How many matching calls pass untouched first. */
      skip: z.int().min(0).default(0),
      /** How many calls it strikes after that. */
      times: z.union([z.int().min(1), z.literal("always")]).optional(),
    })
    .prefault({}),
  fault: z.enum([...faults.keys()]),
  args: z.record(z.string(), z.json()).optional(),
});
export type ScriptItem = z.output<typeof scriptItem>;

/** A fault that waits for its call. */
export interface ArmedFault {
  id: number;
  item: ScriptItem;
  /** Matching calls that it still lets pass. */
  skip: number;
  /** Calls that it will still strike; null is without end. */
  left: number | null;
  struck: number;
}

export interface FaultScript {
  /** Arms faults behind those that are armed already. Throws a ZodError when arguments don't fit. */
  load(items: readonly ScriptItem[]): ArmedFault[];
  clear(id?: number): void;
  armed(): readonly ArmedFault[];
  /** The first armed fault that this call meets. Counts as struck. */
  take(call: Call): { name: string; run: RunFault } | null;
}

export function createFaultScript(): FaultScript {
  let armed: (ArmedFault & { run: RunFault; times: number })[] = [];
  let lastId = 0;
  return {
    load(items) {
      const loaded = items.map((item) => {
        const fault = faults.get(item.fault);
        if (fault === undefined) throw new RangeError(`There is no fault named ${item.fault}.`);
        const times = item.match.times === "always" ? Number.POSITIVE_INFINITY : item.match.times;
        return { item, run: fault.prepare(item.args), times: times ?? fault.usualTimes };
      });
      // Only when all of them are good: half a script would be a different test.
      const added = loaded.map(({ item, run, times }) => {
        lastId += 1;
        return { id: lastId, item, run, times, skip: item.match.skip, left: finite(times), struck: 0 };
      });
      armed = [...armed, ...added];
      return added;
    },
    clear(id) {
      armed = id === undefined ? [] : armed.filter((fault) => fault.id !== id);
    },
    armed: () => armed,
    take(call) {
      for (const fault of armed) {
        if (!matches(fault.item, call)) continue;
        if (fault.skip > 0) {
          fault.skip -= 1;
          continue;
        }
        fault.struck += 1;
        fault.left = finite(fault.times - fault.struck);
        armed = armed.filter((other) => other.left !== 0);
        return { name: fault.item.fault, run: fault.run };
      }
      return null;
    },
  };
}

function finite(times: number): number | null {
  return Number.isFinite(times) ? times : null;
}

function matches({ match }: ScriptItem, call: Call): boolean {
  const ops = typeof match.op === "string" ? [match.op] : match.op;
  if (match.user !== undefined && match.user !== call.userId) return false;
  return ops.some((op) => op === "any" || op === call.op);
}
