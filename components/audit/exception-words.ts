import type { ExceptionKind } from "#lib/domain/audit.ts";

/** How each kind of exception is called, and what exactly makes one. In the order in which they are shown. */
export const exceptionWords = {
  fast_decision: {
    title: "Decided within 3 s",
    means: "A decision less than 3 s after the request was submitted: hardly time to read it.",
  },
  unverified_reactivation: {
    title: "Reactivated, nobody verified the person",
    means: "Approved reactivations whose checklist says that no other channel confirmed who asks.",
  },
  credentials_unchecked: {
    title: "Reactivated, credentials not checked",
    means:
      "Approved reactivations before which nobody looked whether credentials of the person stand in code or pipelines.",
  },
  uncertain: {
    title: "Outcome was unknown",
    means: "At some time nobody knew whether the call took effect, or the readings didn’t agree.",
  },
  expired: { title: "Expired", means: "Nobody decided, or nothing was carried out, within the time." },
  time_limit_missed: {
    title: "Time limit missed",
    means:
      "Contained later than 60 min after the case was opened, or approved and not carried out within the time.",
  },
  changed_outside: {
    title: "Changed outside the console",
    means: "A reading found another state than was known or left, or a request became stale by one.",
  },
  clock_went_back: {
    title: "Clock had gone back",
    means: "Entries that repeat the time of the one before, because the server’s clock was behind it.",
  },
  sealed_late: {
    title: "Sealed after more than 60 s",
    means:
      "Entries that waited longer than 60 s for a signed checkpoint: until then only their chain protects them.",
  },
  anchored_late: {
    title: "Anchored after more than 15 min",
    means: "Checkpoints that reached an anchor later than 15 min after they were signed.",
  },
} as const satisfies Record<ExceptionKind, { title: string; means: string }>;

export const exceptionOrder = Object.keys(exceptionWords) as ExceptionKind[];
