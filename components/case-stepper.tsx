import { Stepper, type Step } from "#components/ui/stepper.tsx";
import { caseStatusNames } from "#components/case-status.tsx";
import type { CaseStatus } from "#lib/domain/case.ts";

const way = [
  "new",
  "triage",
  "awaiting_approval",
  "containing",
  "contained",
  "recovering",
  "closed",
] as const satisfies readonly CaseStatus[];

/**
 * The way of a case from New to Closed. A reopened one stands where triage is, under its own name. `reached` are the
 * statuses that it has had; null where that isn't known, as in a timeline that is shown only in part. What it went past
 * without ever being there isn't ticked: a case closed as benign was never contained.
 */
export function CaseStepper({
  status,
  reached,
}: {
  status: CaseStatus;
  reached: ReadonlySet<string> | null;
}) {
  const here = way.indexOf(status === "reopened" ? "triage" : status);
  const wasThere = (name: CaseStatus) => reached === null || name === "new" || reached.has(name);
  const steps = way.map((name, index): Step => ({
    label: caseStatusNames[index === here ? status : name],
    state: index > here ? "ahead" : index === here ? "current" : wasThere(name) ? "done" : "skipped",
  }));
  return <Stepper label="Status of the case" steps={steps} />;
}
