import { DomainError } from "#lib/domain/errors.ts";
import type { Verdict } from "#lib/domain/judge.ts";
import { NamedContact } from "#lib/domain/named-contact.ts";
import { NarrowerAnswer, notAnswered } from "#lib/domain/narrower-steps.ts";

/** What the form asks beside the reason. */
export interface GivenAnswers {
  /** Narrower steps that were done elsewhere, or why none was possible; absent: not answered. */
  narrower?: NarrowerAnswer | undefined;
  /** The owner or the partner's contact; absent: nobody is named. */
  named?: NamedContact | null | undefined;
}

/** Clocks of other systems may be a little ahead of ours. */
const aheadMs = 120_000;

/**
 * Reads the answers as they go into the digest. A narrower step that isn't answered stays so, for the approver to see:
 * it never holds up a suspension. An owner or partner that the policy asks for has to be named. Throws `invalid_input`.
 */
export function readAnswers(
  given: GivenAnswers,
  verdict: Pick<Verdict, "named">,
  now: Date,
): { narrower: NarrowerAnswer; named: NamedContact | null } {
  const narrower = NarrowerAnswer.safeParse(given.narrower ?? notAnswered);
  if (!narrower.success) {
    throw new DomainError("invalid_input", {
      problem: "A narrower step needs who did it and when, or else the reason why none was possible.",
    });
  }
  if (narrower.data.done.some(({ at }) => Date.parse(at) > now.getTime() + aheadMs)) {
    throw new DomainError("invalid_input", { problem: "A narrower step is said to be done in the future." });
  }
  const named = NamedContact.nullable().safeParse(given.named ?? null);
  if (!named.success || (verdict.named !== null && named.data === null)) {
    throw new DomainError("invalid_input", {
      problem: "The policy asks for the owner or the partner's contact of this identity: name them.",
    });
  }
  const wellFormed = (text: string) => text.toWellFormed();
  return {
    narrower: {
      done: narrower.data.done.map((step) => ({ ...step, by: wellFormed(step.by) })),
      notPossible: narrower.data.notPossible === null ? null : wellFormed(narrower.data.notPossible),
    },
    named: named.data && { ...named.data, who: wellFormed(named.data.who) },
  };
}
