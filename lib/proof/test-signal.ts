import { uuidv7 } from "uuidv7";
import { nobody, nothingSaid, type Signal } from "#lib/domain/signal.ts";

/** A signal about this person that is no repetition of an earlier one. */
export function plainSignal(email: string, time: Date): Signal {
  return {
    ...nothingSaid,
    format: "generic",
    nativeId: uuidv7(),
    ruleId: "impossible-travel",
    title: `Impossible travel ${uuidv7()}`,
    kind: "impossible_travel",
    severity: "high",
    severityAssumed: false,
    confidence: 80,
    subject: { ...nobody, email },
    time,
    timeAssumed: false,
  };
}
