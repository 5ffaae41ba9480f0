import { z } from "zod";
import { reset } from "./answer.ts";
import { defineFault, durationMs } from "./fault.ts";

/** Faults of the way between the two: lost calls, lost answers, late ones. */
export const connectionFaults = {
  reset_before_apply: defineFault({ args: {}, run: () => reset }),

  reset_after_apply: defineFault({
    args: {},
    run(context) {
      context.proceed();
      return reset;
    },
  }),

  /** The answer is lost, and the effect lands later: after a newer call too. */
  late_apply: defineFault({
    args: { ms: durationMs.default(5_000) },
    run(context, { ms }) {
      context.later(ms, () => context.proceed("late"));
      return reset;
    },
  }),

  delay: defineFault({
    args: { ms: durationMs.default(5_000), when: z.enum(["before", "after"]).default("before") },
    async run(context, { ms, when }) {
      if (when === "before") await context.wait(ms);
      const answer = context.proceed();
      if (when === "after") await context.wait(ms);
      return answer;
    },
  }),

  /**
   * Nobody can refuse a connection over which a call has come already. So `after` answers the matched call and refuses
   * every connection from then on (match the call *before* the one that is to be refused); `now` cuts this one too.
   */
  refuse_connection: defineFault({
    args: { ms: durationMs.default(60_000), when: z.enum(["after", "now"]).default("after") },
    run(context, { ms, when }) {
      const answer = when === "now" ? reset : context.proceed();
      context.goDown(ms);
      return answer;
    },
  }),
};
