import { type EventStream, eventStreams, type StoredEvent } from "./event.ts";

/** The events of an account, each stream in the order in which they were taken in. */
export interface EventMemory {
  /** Changes when the account forgets its events: cursors from before are refused then. */
  readonly epoch: string;
  add(event: StoredEvent): void;
  of(stream: EventStream): readonly StoredEvent[];
}

export function createEventMemory(epoch: string, seeded: readonly StoredEvent[]): EventMemory {
  const streams = new Map<EventStream, StoredEvent[]>(eventStreams.map((stream) => [stream, []]));
  const add = (event: StoredEvent): void => void streams.get(event.stream)?.push(event);
  for (const event of seeded) add(event);
  return { epoch, add, of: (stream) => streams.get(stream) ?? [] };
}
