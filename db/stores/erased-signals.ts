import { eq, inArray } from "drizzle-orm";
import { erasedWord } from "#lib/domain/erased-word.ts";
import type { BlankTexts, ErasureScope } from "#lib/ports/personal-data-store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";
import { blankRepeat, blankSignal } from "./blank-signal.ts";
import { parts } from "./erasing.ts";
import { namesOneOf } from "./names-one-of.ts";

/** Texts of a signal about somebody else, blank where they name this person. */
export function blankWhereNamed(
  needles: readonly string[],
  texts: Record<keyof BlankTexts, string | null>,
): BlankTexts {
  const real = needles.filter((text) => text.length > 2 && text !== erasedWord);
  const blank: BlankTexts = {};
  for (const name of ["description", "alertId", "nativeId", "url"] as const) {
    if (namesOneOf(real, texts[name] ?? "")) blank[name] = null;
  }
  if (namesOneOf(real, texts.title ?? "")) blank.title = erasedWord;
  return blank;
}

/** Blanks the person's signals, and what others share with them. */
export function eraseSignals(client: Client, scope: ErasureScope, at: Date): Statement[] {
  const { signal, signalRepeat, deadLetter } = client.schema;
  return [
    ...parts(scope.signalIds).map((ids) =>
      unguarded((tx) => tx.update(signal).set(blankSignal(client, at)).where(inArray(signal.id, ids))),
    ),
    ...parts(scope.repeatIds).map((ids) =>
      unguarded((tx) => tx.update(signalRepeat).set(blankRepeat).where(inArray(signalRepeat.id, ids))),
    ),
    ...scope.sharedSignals.map(({ id, blank }) =>
      unguarded((tx) =>
        tx
          .update(signal)
          .set({ ...blank, raw: Buffer.alloc(0), rawGoneAt: at })
          .where(eq(signal.id, id)),
      ),
    ),
    ...parts(scope.deadLetterIds).map((ids) =>
      unguarded((tx) => tx.delete(deadLetter).where(inArray(deadLetter.id, ids))),
    ),
  ];
}
