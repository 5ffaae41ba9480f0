import type { ErrorDetails } from "./errors.ts";

const said = (text: string) => () => text;

/** Refusals about being told and being paged: part of the table in errors.ts. */
export const machineWordings = {
  paging_not_set_up: {
    status: 409,
    words: said(
      "Nothing is set up that could page anybody. Nobody was paged. An administrator can add a webhook or Slack target for pages in Settings; until then call the approvers yourself.",
    ),
  },
  nobody_to_page: {
    status: 409,
    words: said(
      "Nobody can decide on this now. Nobody was paged. Have another IAM lead sign in once, or ask an administrator.",
    ),
  },
  paged_lately: {
    status: 409,
    words: (d: ErrorDetails) =>
      `The approvers were paged at ${d["at"] ?? "a moment ago"}. Nobody was paged again. Page them again after ${d["again"] ?? "10 minutes"}, or call them.`,
  },
} as const;
