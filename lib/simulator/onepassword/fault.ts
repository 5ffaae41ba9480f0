import { z } from "zod";
import type { Account } from "./account.ts";
import type { Answer, HttpAnswer } from "./answer.ts";
import type { Call } from "./call.ts";

/** What a fault may do with the call that it got hold of. */
export interface FaultContext {
  call: Call;
  account: Account;
  /** Lets the account carry the call out now and gives its true answer. Without it nothing is applied. */
  proceed(source?: "call" | "late"): HttpAnswer;
  wait(ms: number): Promise<void>;
  /** Runs a task after the answer; forgotten when the account is closed before. */
  later(ms: number, task: () => void): void;
  /** Keeps a task until the control door lets it land. */
  hold(task: () => void): void;
  /** Resolves when the next call after this one has been answered. */
  nextAnswered(): Promise<void>;
  /** Refuses connections from now on. */
  goDown(ms: number): void;
}

export type RunFault = (context: FaultContext) => Answer | Promise<Answer>;

/** One kind of misbehaviour: how often it strikes unless the script says otherwise, and how it strikes. */
export interface Fault {
  usualTimes: number;
  /** Checks the script's arguments. Throws a ZodError when they don't fit. */
  prepare(args: unknown): RunFault;
}

/** Binds arguments and behaviour together; the schema is the only description of the arguments. */
export function defineFault<Shape extends z.ZodRawShape>(fault: {
  args: Shape;
  usualTimes?: number;
  run(context: FaultContext, args: z.output<z.ZodObject<Shape>>): Answer | Promise<Answer>;
}): Fault {
  const schema = z.strictObject(fault.args);
  return {
    usualTimes: fault.usualTimes ?? 1,
    prepare(args) {
      const checked = schema.parse(args ?? {}) as z.output<z.ZodObject<Shape>>;
      return (context) => fault.run(context, checked);
    },
  };
}

export const durationMs = z.int().min(0).max(600_000);
