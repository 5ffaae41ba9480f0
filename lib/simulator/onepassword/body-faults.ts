import { gzipSync } from "node:zlib";
import { z } from "zod";
import { plainAnswer } from "./answer.ts";
import { answerToSpoil, editUsers } from "./edit-answer.ts";
import { defineFault, durationMs } from "./fault.ts";

const apply = z.boolean().default(true);
const field = z.enum(["id", "email", "display_name", "state", "create_time", "path"]).default("state");

/** Faults of the answer's body: how it is sent, packed and filled. */
export const bodyFaults = {
  slow_drip: defineFault({
    args: { apply, ms: durationMs.default(60_000) },
    run: (context, { apply: applies, ms }) => ({ ...answerToSpoil(context, applies), dripMs: ms }),
  }),

  html_503: defineFault({
    args: { apply: z.boolean().default(false) },
    run(context, args) {
      if (args.apply) context.proceed();
      const html = { "content-type": "text/html; charset=utf-8" };
      return plainAnswer(503, "<!doctype html><title>503</title><h1>Service Unavailable</h1>", html);
    },
  }),

  wrong_content_type: defineFault({
    args: { apply, type: z.string().default("text/plain") },
    run(context, args) {
      const answer = answerToSpoil(context, args.apply);
      return { ...answer, headers: { ...answer.headers, "content-type": args.type } };
    },
  }),

  gzip_bomb: defineFault({
    args: {
      apply,
      bytes: z
        .int()
        .min(1)
        .max(256 * 1024 * 1024)
        .default(32 * 1024 * 1024),
    },
    run(context, args) {
      const answer = answerToSpoil(context, args.apply);
      const body = gzipSync(Buffer.concat([Buffer.from('{"padding":"'), Buffer.alloc(args.bytes, "x")]));
      return { ...answer, headers: { ...answer.headers, "content-encoding": "gzip" }, body };
    },
  }),

  missing_field: defineFault({
    args: { apply, field },
    run: (context, args) =>
      editUsers(answerToSpoil(context, args.apply), (user) => {
        const { [args.field]: _left, ...rest } = user;
        return rest;
      }),
  }),

  null_field: defineFault({
    args: { apply, field },
    run: (context, args) =>
      editUsers(answerToSpoil(context, args.apply), (user) => ({ ...user, [args.field]: null })),
  }),

  wrong_type: defineFault({
    args: { apply, field },
    run: (context, args) =>
      editUsers(answerToSpoil(context, args.apply), (user) => ({ ...user, [args.field]: [7] })),
  }),

  extra_field: defineFault({
    args: { apply },
    run: (context, args) =>
      editUsers(answerToSpoil(context, args.apply), (user) => ({ ...user, etag: "W/1", groups: [] })),
  }),
};
