import { uuidv7 } from "uuidv7";
import type { Signal } from "#lib/domain/signal.ts";

/** A signal about this person that is no repetition of an earlier one. */
export function plainSignal(email: string, time: Date): Signal {
  return {
    format: "generic",
    nativeId: uuidv7(),
    alertId: null,
    ruleId: "impossible-travel",
    title: `Impossible travel ${uuidv7()}`,
    severity: "high",
    severityAssumed: false,
    confidence: 80,
    subject: { onepasswordId: null, email, username: null, displayName: null, foundAt: null },
    time,
    timeAssumed: false,
    ip: null,
    attack: [],
    url: null,
    description: null,
  };
}
