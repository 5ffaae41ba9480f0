import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import type { CaseStatus as Status } from "#lib/domain/case.ts";

/** How a status is called where a person reads it. */
export const caseStatusNames = {
  new: "New",
  triage: "Triage",
  awaiting_approval: "Awaiting approval",
  containing: "Containing",
  contained: "Contained",
  recovering: "Recovering",
  closed: "Closed",
  reopened: "Reopened",
} as const satisfies Record<Status, string>;

const tones: Record<Status, BadgeTone> = {
  new: "outline",
  triage: "outline",
  reopened: "outline",
  awaiting_approval: "violet",
  containing: "accent",
  recovering: "accent",
  contained: "success",
  closed: "neutral",
};

/** A case's status as a word in a chip; the whole way is shown by CaseStepper. */
export function CaseStatus({ status }: { status: Status }) {
  return <Badge tone={tones[status]}>{caseStatusNames[status]}</Badge>;
}
