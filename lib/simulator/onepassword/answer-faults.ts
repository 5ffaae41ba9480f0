import { z } from "zod";
import { errorAnswer, type HttpAnswer, jsonAnswer, plainAnswer } from "./answer.ts";
import { answerToSpoil, editBody } from "./edit-answer.ts";
import { defineFault } from "./fault.ts";

const statusArgs = {
  code: z.int().min(200).max(599).default(500),
  /** JSON is sent as such, a string as text. Absent: the API's own error object for that status. */
  body: z.json().optional(),
  headers: z.record(z.string(), z.string()).default({}),
};
const apply = z.boolean().default(true);
const html = { "content-type": "text/html; charset=utf-8" };

/** Faults of the answer's form: its status, its headers, its bytes. */
export const answerFaults = {
  status: defineFault({ args: statusArgs, run: (_context, args) => statusAnswer(args) }),

  apply_then_status: defineFault({
    args: statusArgs,
    run(context, args) {
      context.proceed();
      return statusAnswer(args);
    },
  }),

  unauthorized_once: defineFault({ args: {}, run: () => errorAnswer(16, "unauthenticated") }),

  unauthorized_always: defineFault({
    args: {},
    usualTimes: Number.POSITIVE_INFINITY,
    run: () => errorAnswer(16, "unauthenticated"),
  }),

  retry_after: defineFault({
    args: {
      value: z.union([z.string(), z.number()]).default("2"),
      code: z.int().min(400).max(599).default(429),
    },
    run: (_context, { value, code }) => statusAnswer({ code, headers: { "retry-after": String(value) } }),
  }),

  redirect: defineFault({
    args: {
      code: z
        .union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)])
        .default(302),
      location: z.string().default("http://127.0.0.1:9/elsewhere"),
    },
    run: (_context, { code, location }) => plainAnswer(code, "", { location }),
  }),

  html_200: defineFault({
    args: { apply },
    run(context, args) {
      answerToSpoil(context, args.apply);
      return plainAnswer(200, "<!doctype html><title>Sign in</title><p>Your proxy wants a word.", html);
    },
  }),

  truncated_json: defineFault({
    args: { apply },
    run(context, args) {
      const answer = answerToSpoil(context, args.apply);
      return { ...answer, body: answer.body.toString().slice(0, Math.floor(answer.body.length / 2)) };
    },
  }),

  empty_body: defineFault({
    args: { apply },
    run: (context, args) => ({ ...answerToSpoil(context, args.apply), body: "" }),
  }),

  big_body: defineFault({
    args: {
      apply,
      bytes: z
        .int()
        .min(1)
        .max(64 * 1024 * 1024)
        .default(10 * 1024 * 1024),
    },
    run: (context, args) =>
      editBody(answerToSpoil(context, args.apply), (body) => ({ ...body, padding: "x".repeat(args.bytes) })),
  }),
};

const codeOfStatus = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [429, 8],
  [500, 13],
  [503, 14],
]);

function statusAnswer(args: {
  code: number;
  body?: z.core.util.JSONType | undefined;
  headers: Record<string, string>;
}): HttpAnswer {
  if (typeof args.body === "string") return plainAnswer(args.code, args.body, args.headers);
  const usual = { code: codeOfStatus.get(args.code) ?? 2, message: `status_${args.code}`, details: [] };
  return jsonAnswer(args.code, args.body ?? usual, args.headers);
}
