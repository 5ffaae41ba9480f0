import type { EventStream } from "#lib/domain/account-event.ts";
import type { EventCursor } from "#lib/ports/event-store.ts";

/** What is read at set-up, before the first new event. */
export const baselineMs = 14 * 24 * 3_600_000;

/** A stream that has told nothing for so long isn't watched, whatever it told before. */
const silentMs = 3_600_000;

export const streamWords: Readonly<Record<EventStream, string>> = {
  signinattempts: "sign-in attempts",
  itemusages: "item usages",
  auditevents: "audit events",
};

/** Since when a stream is known; null where it never was. */
export function knownSince(cursor: EventCursor | null): Date | null {
  if (cursor === null || cursor.lastSuccessAt === null) return null;
  return new Date(cursor.startedAt.getTime() - baselineMs);
}

/** Why nothing of a stream comes in now, in words; null where it does. */
export function whyUnread(stream: EventStream, cursor: EventCursor | null, now: Date): string | null {
  if (cursor === null) return "1Password’s Events API isn’t connected";
  switch (cursor.mode) {
    case "off":
      return `the events token lacks ${streamWords[stream]}`;
    case "rejected":
      return "1Password rejected the events token";
    case "unconfirmed":
      return "the events token belongs to another account, and nobody has confirmed that it is right";
    case "starting":
    case "on":
      break;
  }
  if (cursor.lastSuccessAt === null) return `${streamWords[stream]} have not been read yet`;
  if (now.getTime() - cursor.lastSuccessAt.getTime() > silentMs)
    return `${streamWords[stream]} were last read at ${cursor.lastSuccessAt.toISOString()}`;
  return cursor.caughtUpAt === null ? `${streamWords[stream]} are still being read` : null;
}
