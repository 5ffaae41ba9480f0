import { before, dayMs, type Detection, hourMs, type KnownState, within } from "./detection.ts";
import { isAct, isNobody, isSame, isSuccess, type SeenAudit, type SeenEvent, wordFor } from "./seen-event.ts";

function isSuspension(event: SeenEvent): event is SeenAudit {
  return isAct(event, ["suspend"], ["user"]);
}

/** The last that was known of the person before that time. */
function lastBefore(states: readonly KnownState[], at: Date): KnownState | null {
  const earlier = states.filter((state) => state.at < at);
  return earlier.toSorted((one, other) => one.at.getTime() - other.at.getTime()).at(-1) ?? null;
}

export const whileSuspended: Detection = {
  id: "console.while-suspended",
  name: "Sign-in while suspended",
  watches: "A successful sign-in of somebody whom we saw SUSPENDED before it, and not ACTIVE since.",
  streams: ["signinattempts", "auditevents"],
  severity: "high",
  kind: "account_takeover",
  attack: ["T1078"],
  origin: "C",
  repeatMs: hourMs,
  needsList: null,
  asksStates: (event) => (isSuccess(event) ? event.user : isSuspension(event) ? event.object : null),
  // The sign-in may come in first: then the suspension looks for it.
  looks: (event) =>
    isSuspension(event) && !isNobody(event.object)
      ? [
          {
            stream: "signinattempts",
            who: event.object,
            as: "user",
            from: event.at,
            to: before(event.at, -dayMs),
          },
        ]
      : [],
  judge: ({ event, history, states }) => {
    const known: readonly KnownState[] = isSuspension(event)
      ? [...states, { state: "SUSPENDED", at: event.at }]
      : states;
    const tried = isSuspension(event)
      ? within(history, event.at, before(event.at, -dayMs)).filter(
          (other) => isSuccess(other) && isSame(other.user, event.object),
        )
      : [event];
    for (const signIn of tried) {
      if (!isSuccess(signIn) || isNobody(signIn.user)) continue;
      const last = lastBefore(known, signIn.at);
      if (last?.state !== "SUSPENDED") continue;
      return {
        anchor: signIn,
        subject: signIn.user,
        foundAt: "target_user",
        title: "Sign-in succeeded while suspended",
        description: `Seen SUSPENDED at ${last.at.toISOString()}${signIn.ip === null ? "" : `, signed in from ${signIn.ip}`}`,
        repeatKey: wordFor(signIn.user),
      };
    }
    return null;
  },
};
