import { z } from "zod";
import { jsonAnswer } from "./answer.ts";
import { defineFault, durationMs } from "./fault.ts";
import { digestToken, readBearer } from "./tokens.ts";

/** Faults of the token endpoint, and of tokens under way. Match `token`, the last one any other operation. */
export const tokenFaults = {
  token_garbage: defineFault({
    args: {
      what: z.enum(["none", "expires_zero", "expires_text", "expires_absent", "odd_type"]).default("none"),
    },
    run(context, { what }) {
      const answer = context.proceed();
      if (answer.status !== 200) return answer;
      const body = z.record(z.string(), z.json()).parse(JSON.parse(answer.body.toString()));
      const { access_token, expires_in, ...rest } = body;
      switch (what) {
        case "none":
          return jsonAnswer(200, { ...rest, expires_in });
        case "expires_zero":
          return jsonAnswer(200, { ...body, expires_in: 0 });
        case "expires_text":
          return jsonAnswer(200, { ...body, expires_in: "900" });
        case "expires_absent":
          return jsonAnswer(200, { ...rest, access_token });
        case "odd_type":
          return jsonAnswer(200, { ...body, token_type: "BEARER" });
      }
    },
  }),

  token_slow: defineFault({
    args: { ms: durationMs.default(5_000) },
    async run(context, { ms }) {
      await context.wait(ms);
      return context.proceed();
    },
  }),

  /** The token that came with the call is good no more, in the middle of its life. */
  token_expires_midway: defineFault({
    args: {},
    run(context) {
      const token = readBearer(context.call.authorization);
      if (token !== null) context.account.revokeToken(digestToken(token));
      return context.proceed();
    },
  }),
};
