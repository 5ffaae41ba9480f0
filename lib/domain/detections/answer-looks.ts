import type { Look } from "./detection.ts";
import { isSame, type Party, type SeenEvent } from "./seen-event.ts";

/** Of these events, what the looks ask for. */
export function answerLooks(events: readonly SeenEvent[], looks: readonly Look[]): SeenEvent[] {
  return events.filter((event) => looks.some((look) => isAsked(event, look)));
}

export function isAsked(event: SeenEvent, { stream, who, as, from, to }: Look): boolean {
  if (event.stream !== stream || event.at < from || event.at > to) return false;
  const party = partyOf(event, as);
  return party !== null && isSame(party, who);
}

function partyOf(event: SeenEvent, as: Look["as"]): Party | null {
  switch (as) {
    case "user":
      return event.stream === "auditevents" ? null : event.user;
    case "actor":
      return event.stream === "auditevents" ? event.actor : null;
    case "object":
      return event.stream === "auditevents" ? event.object : null;
  }
}
