import type { Checklist } from "#lib/domain/checklist.ts";

/** The answers about credentials: in the form, what each asks of the requester, and what the approver reads. */
export const credentialWords = {
  none_known: {
    label: "None known",
    hint: "You looked and found none.",
    told: "none known to stand in code, configuration or pipelines",
  },
  listed: {
    label: "Listed",
    hint: "List them in the reason, and who rotates them.",
    told: "listed in the reason",
  },
  not_checked: {
    label: "Not checked",
    hint: "The approver reads that nobody looked.",
    told: "not checked",
  },
} as const satisfies Record<Checklist["credentials"], Record<string, string>>;
