import type { Hint, Hints } from "#lib/ports/services.ts";

/** `any`: another process changed something; whoever shows anything asks again. */
export type LiveHint = Hint | { kind: "any" };

export interface Live extends Hints {
  /** Calls `listen` with every hint until the returned function is called. */
  subscribe(listen: (hint: LiveHint) => void): () => void;
}

const lookEveryMs = 1_000;

/**
 * Hands hints to the open pages of this process. What other processes write and seal is noticed by the newest entry of
 * the log and the newest checkpoint, looked at once a second while somebody listens.
 */
export function createLive(
  newestEntryId: () => Promise<string | null>,
  newestSealed: () => Promise<string | null> = () => Promise.resolve(null),
): Live {
  const listeners = new Set<(hint: LiveHint) => void>();
  let timer: NodeJS.Timeout | null = null;
  let lastSeen: string | null = null;
  let lastSealed: string | null = null;
  let ownHints = 0;

  const tell = (hint: LiveHint) => {
    for (const listen of listeners) listen(hint);
  };
  const look = async () => {
    const hintsBefore = ownHints;
    ownHints = 0;
    const [newest, sealed] = [await newestEntryId(), await newestSealed()];
    if (lastSealed !== null && sealed !== lastSealed) tell({ kind: "log" });
    lastSealed = sealed;
    const changed = lastSeen !== null && newest !== lastSeen;
    lastSeen = newest;
    if (changed && hintsBefore === 0 && ownHints === 0) tell({ kind: "any" });
  };

  return {
    publish(hint) {
      // A seal covers entries of other processes too, so it doesn't stand for having told of them.
      if (hint.kind !== "log") ownHints += 1;
      tell(hint);
    },
    subscribe(listen) {
      listeners.add(listen);
      timer ??= setInterval(() => void look().catch(() => undefined), lookEveryMs).unref();
      return () => {
        listeners.delete(listen);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
        lastSeen = null;
        lastSealed = null;
      };
    },
  };
}
