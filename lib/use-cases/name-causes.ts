import { CauseMark } from "#lib/domain/cause-mark.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { CaseRecord, SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** A signal that is named as a cause, as the analyst marked it. */
export interface NamedCause {
  signal: SignalRecord;
  validated: boolean;
  /** How it was validated; empty where it wasn't. */
  how: string;
}

/** How many of a case's newest signals can be named. */
export const nameable = 50;

/**
 * The signals of the case that are named, each with its mark; none named: all of the newest. Without a mark a signal
 * isn't validated. Throws `case_without_signal`, and `invalid_input` for a mark that can't be read.
 */
export async function nameCauses(
  services: Pick<Services, "stores">,
  found: Pick<CaseRecord, "id">,
  input: { causes: readonly string[]; marks: readonly CauseMark[] },
): Promise<NamedCause[]> {
  const signals = await services.stores.signals.ofCase(found.id, nameable);
  const named = input.causes.length === 0 ? signals : signals.filter(({ id }) => input.causes.includes(id));
  if (named.length === 0) throw new DomainError("case_without_signal");
  const marks = new Map(input.marks.map(readMark).map((mark) => [mark.signal, mark]));
  return named.map((signal) => {
    const mark = marks.get(signal.id);
    return mark?.validated === true
      ? { signal, validated: true, how: mark.how.toWellFormed() }
      : { signal, validated: false, how: "" };
  });
}

function readMark(given: CauseMark): CauseMark {
  const mark = CauseMark.safeParse(given);
  if (mark.success) return mark.data;
  const [issue] = mark.error.issues;
  throw new DomainError("invalid_input", { problem: issue?.message ?? "A mark of a cause can't be read." });
}
