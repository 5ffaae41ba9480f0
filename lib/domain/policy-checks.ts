import type { Policy } from "./policy.ts";

/**
 * What is odd about the rules of a policy, for whoever writes or publishes it. None of it forbids: a rule that no
 * request reaches, or a request that no rule speaks of, may be meant.
 */
export function checkPolicy(rules: Policy["rules"]): string[] {
  const open = rules.findIndex(({ when }) => Object.values(when).every((value) => value === undefined));
  const behind = open === -1 ? [] : rules.slice(open + 1).map(({ id }) => id);
  const covers = (action: "suspend" | "reactivate") =>
    rules.some(({ when: { action: asked, ...rest } }) => {
      const isOpen = Object.values(rest).every((value) => value === undefined);
      return isOpen && (asked === undefined || asked === action);
    });
  return [
    ...(behind.length > 0 ? [`Nothing reaches ${behind.join(", ")}: the rule before fits everything.`] : []),
    ...(["suspend", "reactivate"] as const)
      .filter((action) => !covers(action))
      .map((action) => `No last rule for every other request to ${action}: what no rule fits is forbidden.`),
    ...(rules.some(({ then }) => !then.permitted)
      ? ["A rule forbids requests. Nobody can override it, however urgent a case is."]
      : []),
  ];
}

/** Why these rules can't be a policy, in words; null where they can. */
export function policyRefusal(rules: Policy["rules"]): string | null {
  if (rules.length === 0) return "A policy needs at least one rule.";
  const ids = rules.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `Two rules are called ${twice}; each needs a name of its own.`;
  const late = rules.find(({ then }) => then.reviewAfterMs > then.reviewWithinMs);
  if (late) return `In ${late.id} the review lies beyond the latest date that may be asked for.`;
  return null;
}
