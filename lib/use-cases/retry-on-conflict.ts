import { DomainError } from "#lib/domain/errors.ts";
import { Conflict } from "#lib/ports/store.ts";

const tries = 12;

/**
 * Runs a decision again when somebody else was faster: load, decide, commit. The second time it decides on what is
 * true now, so a lost race ends in the reason why it was lost, and an unrelated entry in the same chain in success.
 */
export async function retryOnConflict<T>(decide: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      if (left <= 1) throw new DomainError("changed_meanwhile");
    }
  }
}
