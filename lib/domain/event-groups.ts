import { type OutgoingType, outgoingTypes } from "./outgoing-types.ts";

/** What somebody chooses from: events that belong together. Every type is in exactly one. */
export const eventGroups = [
  {
    id: "waiting",
    label: "Something waits for a person",
    hint: "A request or a proposal, one that needs attention, and pages of approvers.",
    types: ["request.pending", "request.proposed", "request.needs_attention", "request.paged"],
  },
  {
    id: "steps",
    label: "Every other step of a request",
    hint: "Approved, denied, carried out, and every other end.",
    types: outgoingTypes.filter(
      (type) =>
        type.startsWith("request.") &&
        !["request.pending", "request.proposed", "request.needs_attention", "request.paged"].includes(type),
    ),
  },
  {
    id: "cases",
    label: "Cases",
    hint: "Opened, reopened, closed.",
    types: ["case.opened", "case.reopened", "case.closed"],
  },
  {
    id: "faults",
    label: "Faults of the installation",
    hint: "The check of the log found one, or an integration fails.",
    types: ["log.verification_failed", "integration.failing"],
  },
] as const satisfies readonly { id: string; label: string; hint: string; types: readonly OutgoingType[] }[];
export type EventGroup = (typeof eventGroups)[number]["id"];

export function typesOfGroups(groups: readonly string[]): OutgoingType[] {
  return eventGroups
    .filter(({ id }) => groups.includes(id))
    .flatMap(({ types }): readonly OutgoingType[] => types);
}

/** The groups of which a target gets anything. */
export function groupsOfTypes(types: readonly OutgoingType[]): EventGroup[] {
  return eventGroups
    .filter((group) => group.types.some((type: OutgoingType) => types.includes(type)))
    .map(({ id }) => id);
}
