import { z } from "zod";

/** What may be done before, or in place of, a suspension. Both happen elsewhere; here it is only recorded. */
export const narrowerSteps = ["sessions_ended", "credential_reset"] as const;
export type NarrowerStep = (typeof narrowerSteps)[number];

export const narrowerWords: Readonly<Record<NarrowerStep, string>> = {
  sessions_ended: "Sessions ended at the identity provider",
  credential_reset: "Credential reset",
};

/** What was answered about narrower steps; the answers are part of the digest. */
export const NarrowerAnswer = z.strictObject({
  done: z
    .array(
      z.strictObject({
        step: z.enum(narrowerSteps),
        /** Who did it, in words: a person or a team outside the console. */
        by: z.string().trim().min(1).max(200),
        /** When, RFC 3339. */
        at: z.iso.datetime(),
      }),
    )
    .max(narrowerSteps.length),
  /** Why none was possible; null where nobody said so. */
  notPossible: z.string().trim().min(1).max(1_000).nullable(),
});
export type NarrowerAnswer = z.infer<typeof NarrowerAnswer>;

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
