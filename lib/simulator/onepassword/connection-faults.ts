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

  /**
   * The answer is lost, and the effect lands later: after a newer call too. With `hold` it lands when the control door
   * says so, for tests whose clock is their own.
   */
  late_apply: defineFault({
    args: { ms: durationMs.default(5_000), hold: z.boolean().default(false) },
    run(context, { ms, hold }) {
      const land = () => void context.proceed("late");
      if (hold) context.hold(land);
      else context.later(ms, land);
      return reset;
    },
  }),

  /** Applied at once, but the answer is kept back until the next call has had its own. */
  out_of_order: defineFault({
    args: {},
    async run(context) {
      const answer = context.proceed();
      await context.nextAnswered();
      return answer;
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
