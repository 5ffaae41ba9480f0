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

/** The way of a case from New to Closed. A reopened one stands where triage is, under its own name. */
export function CaseStepper({ status }: { status: CaseStatus }) {
  const here = way.indexOf(status === "reopened" ? "triage" : status);
  const steps = way.map((name, index): Step => ({
    label: caseStatusNames[index === here ? status : name],
    state: index < here ? "done" : index === here ? "current" : "ahead",
  }));
  return <Stepper label="Status of the case" steps={steps} />;
}
