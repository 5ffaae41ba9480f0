import type { Listener } from "./listener.ts";
import type { Socket } from "node:net";

export interface Outage {
  until(): Date | null;
  /** Resolves when connections are refused; for 0 when they are accepted again. */
  start(ms: number): Promise<void>;
  /** Shuts the port for good, with every connection. */
  end(): void;
}

/**
 * "Down": connections are refused for a time, as if the process were gone. Busy connections live to the end of their
 * answer, and the watching page's stays, so that whoever watches can go on watching.
 */
export function createOutage(listener: Listener, isBusy: (socket: Socket) => boolean): Outage {
  let until: Date | null = null;
  let timer: NodeJS.Timeout | undefined;
  let over = false;

  const reopen = (): Promise<void> =>
    listener.open().then(
      () => {
        if (over) listener.shut(() => true);
        else until = null;
      },
      // Somebody else has the port at this moment: it is ours again as soon as they leave it.
      () => {
        if (!over) timer = setTimeout(() => void reopen(), 250);
      },
    );
  return {
    until: () => until,
    start(ms) {
      clearTimeout(timer);
      if (ms > 0) {
        until = new Date(Date.now() + ms);
        listener.shut((socket) => !isBusy(socket));
        timer = setTimeout(() => void reopen(), ms);
        return Promise.resolve();
      }
      return until === null ? Promise.resolve() : reopen();
    },
    end() {
      over = true;
      clearTimeout(timer);
      listener.shut(() => true);
    },
  };
}
