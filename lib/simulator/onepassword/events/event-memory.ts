import { type EventStream, eventStreams, type StoredEvent } from "./event.ts";

/** The events of an account, each stream in the order in which they were taken in. */
export interface EventMemory {
  /** Changes when the account forgets its events: cursors from before are refused then. */
  readonly epoch: string;
  add(event: StoredEvent): void;
  of(stream: EventStream): readonly StoredEvent[];
}

/** `seed` makes the events from before the account. It is asked when somebody first reads: most accounts of tests never do. */
export function createEventMemory(epoch: string, seed: () => readonly StoredEvent[]): EventMemory {
  const streams = new Map<EventStream, StoredEvent[]>(eventStreams.map((stream) => [stream, []]));
  let isSeeded = false;
  return {
    epoch,
    add: (event) => void streams.get(event.stream)?.push(event),
    of: (stream) => {
      if (!isSeeded) {
        isSeeded = true;
        const seeded = seed();
        for (const [name, added] of streams) {
          streams.set(name, [...seeded.filter((event) => event.stream === name), ...added]);
        }
      }
      return streams.get(stream) ?? [];
    },
  };
}
