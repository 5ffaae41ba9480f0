"use server";

import { LettersToDelete, LettersToReplay, OneLetter } from "#lib/domain/dead-letter-input.ts";
import { action } from "#lib/server/action.ts";
import { replayDeadLetters } from "#lib/server/signals/replay-dead-letters.ts";
import * as letters from "#lib/use-cases/sources/dead-letters.ts";

/** The bytes of a dead letter, as text. */
export const readLetter = action(OneLetter, ({ actor, input, services }) =>
  letters.readDeadLetter(services, actor, input),
);

/** Reads letters again and files what can be read. */
export const replayLetters = action(LettersToReplay, ({ actor, input, services }) =>
  replayDeadLetters(services, actor, input),
);

/** Throws letters away, with a reason. */
export const deleteLetters = action(LettersToDelete, ({ actor, input, services }) =>
  letters.deleteDeadLetters(services, actor, input),
);
