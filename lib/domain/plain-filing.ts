import type { JoinKey, JoinRule } from "./join.ts";

/** A case to which nothing special happened. */
export const plainCase = {
  snoozedUntil: null,
  snoozeSeverity: null,
  severityByPerson: false,
  mergedInto: null,
  previousKey: null,
};

/** A signal whose filing was never looked at again. */
export const plainFiling = {
  lastSeenAt: null,
  joinRule: "unstated" as JoinRule,
  joinKey: "unstated" as JoinKey,
  viaSubjectId: null,
  revisionOf: null,
  idUsedTwice: false,
};
