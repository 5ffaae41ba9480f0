import type { GateView, RequestView } from "#lib/domain/views/request-view.ts";

/**
 * The gates that were really looked at. The two-person rule stops at the first that fails, so beside a failed one the
 * others are not known to hold.
 */
export function knownGates({ gates }: Pick<RequestView, "gates">): readonly GateView[] {
  const fails = gates.some((gate) => gate.state === "failed");
  return fails ? gates.filter((gate) => gate.state !== "ok") : gates;
}
