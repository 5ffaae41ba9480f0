import type { Hint, Hints } from "#lib/ports/services.ts";

/** `any`: another process changed something; whoever shows anything asks again. */
export type LiveHint = Hint | { kind: "any" };

export interface Live extends Hints {
  /** Calls `listen` with every hint until the returned function is called. */
  subscribe(listen: (hint: LiveHint) => void): () => void;
}

const lookEveryMs = 1_000;

/**
 * Hands hints to the open pages of this process. What other processes write is noticed by the newest entry of the log,
 * looked at once a second while somebody listens.
 */
export function createLive(newestEntryId: () => Promise<string | null>): Live {
  const listeners = new Set<(hint: LiveHint) => void>();
  let timer: NodeJS.Timeout | null = null;
  let lastSeen: string | null = null;
  let ownHints = 0;

  const tell = (hint: LiveHint) => {
    for (const listen of listeners) listen(hint);
  };
  const look = async () => {
    const hintsBefore = ownHints;
    ownHints = 0;
    const newest = await newestEntryId();
    const changed = lastSeen !== null && newest !== lastSeen;
    lastSeen = newest;
    if (changed && hintsBefore === 0 && ownHints === 0) tell({ kind: "any" });
  };

  return {
    publish(hint) {
      ownHints += 1;
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
      };
    },
  };
}
