import type { ErrorDetails } from "./errors.ts";

const said = (text: string) => () => text;

/** Refusals of the guard rails: part of the table in errors.ts. */
export const guardRailWordings = {
  suspension_limit: {
    status: 429,
    words: (d: ErrorDetails) =>
      `You ${d["act"] ?? "asked for"} ${d["most"] ?? "as many"} suspensions within an hour, which is the limit of one person. This one was not counted. Let somebody else do it, have a mass incident begun in Settings, Guard rails, or try again in ${d["seconds"] ?? "60"} s.`,
  },
  incident_exists: {
    status: 409,
    words: said(
      "A mass incident is asked for or runs already. No second one was asked for. Confirm it or end it in Settings, Guard rails.",
    ),
  },
} as const;
