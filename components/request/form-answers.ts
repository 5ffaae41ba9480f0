import type { CauseMark } from "#lib/domain/cause-mark.ts";
import type { NamedContact } from "#lib/domain/named-contact.ts";
import { type NarrowerAnswer, type NarrowerStep, narrowerSteps } from "#lib/domain/narrower-steps.ts";

/** What is written of one cause, by the id of its signal. */
export interface Mark {
  validated: boolean;
  how: string;
}
export type Marks = Readonly<Record<string, Mark>>;

/** What is written of a narrower step: who did it, and when as a date field says it, in the browser's zone. */
export interface StepDraft {
  done: boolean;
  by: string;
  at: string;
}

export interface NarrowerDraft {
  steps: Readonly<Record<NarrowerStep, StepDraft>>;
  notPossible: string;
}

const undone: StepDraft = { done: false, by: "", at: "" };
export const emptyNarrower: NarrowerDraft = {
  steps: { sessions_ended: undone, credential_reset: undone },
  notPossible: "",
};

export function toMarks(marks: Marks, chosen: readonly string[]): CauseMark[] {
  return chosen.flatMap((signal) => {
    const mark = marks[signal];
    return mark?.validated === true ? [{ signal, validated: true, how: mark.how.trim() }] : [];
  });
}

export function toNarrower({ steps, notPossible }: NarrowerDraft): NarrowerAnswer {
  return {
    done: narrowerSteps
      .filter((step) => steps[step].done)
      .map((step) => ({
        step,
        by: steps[step].by.trim(),
        at: new Date(steps[step].at).toISOString(),
      })),
    notPossible: notPossible.trim() === "" ? null : notPossible.trim(),
  };
}

/** What is still missing of the answers, in words, or null. */
export function missingOf(input: {
  chosen: readonly string[];
  marks: Marks;
  narrower: NarrowerDraft;
  named: NamedContact;
  /** Whether the policy asks for the owner or partner. */
  needsNamed: boolean;
}): string | null {
  const { chosen, marks, narrower, named, needsNamed } = input;
  if (chosen.length === 0) return "Name at least one signal as the cause.";
  const unexplained = chosen.some((id) => marks[id]?.validated === true && marks[id].how.trim() === "");
  if (unexplained) return "Say how each cause was validated, or mark it as not validated.";
  const done = Object.values(narrower.steps).filter((step) => step.done);
  if (done.some(({ by }) => by.trim() === "")) return "Say who did the narrower step.";
  if (done.some(({ at }) => Number.isNaN(Date.parse(at)))) return "Say when the narrower step was done.";
  if (needsNamed && named.who.trim() === "") return "Name the owner or the partner’s contact.";
  return null;
}

/** Now, as a date field wants it: minutes in the browser's zone. */
export function nowInField(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
