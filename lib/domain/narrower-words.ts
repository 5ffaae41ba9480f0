import type { NarrowerAnswer } from "./narrower-steps.ts";

/** What may be done before, or in place of, a suspension. Both happen elsewhere; here it is only recorded. */
export const narrowerSteps = ["sessions_ended", "credential_reset"] as const;
export type NarrowerStep = (typeof narrowerSteps)[number];

export const narrowerWords: Readonly<Record<NarrowerStep, string>> = {
  sessions_ended: "Sessions ended at the identity provider",
  credential_reset: "Credential reset",
};

/** Nobody said anything: shown as that to the approver. */
export const notAnswered: NarrowerAnswer = { done: [], notPossible: null };

/** `done`, `not_possible` or `not_answered`: what facts and lists say in one word. */
export function narrowerState({
  done,
  notPossible,
}: NarrowerAnswer): "done" | "not_possible" | "not_answered" {
  if (done.length > 0) return "done";
  return notPossible === null ? "not_answered" : "not_possible";
}

/** The answer in sentences. */
export function tellNarrower({ done, notPossible }: NarrowerAnswer): string[] {
  const told = done.map(({ step, by, at }) => `${narrowerWords[step]} by ${by} at ${at}`);
  return notPossible === null ? told : [...told, `Not possible because ${notPossible}`];
}
