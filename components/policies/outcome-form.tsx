"use client";

import { NumberInput } from "#components/policies/number-input.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { PolicyOutcome } from "#lib/domain/policy.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface OutcomeFormProps {
  outcome: PolicyOutcome;
  onChange: (outcome: PolicyOutcome) => void;
}

/** What the rule asks for. The requester never counts, so no number here makes one person enough. */
export function OutcomeForm({ outcome, onChange }: OutcomeFormProps) {
  const set = (change: Partial<PolicyOutcome>) => onChange({ ...outcome, ...change });
  const span = (name: SpanName, unitMs: number) => (value: number | null) => {
    if (value !== null && value > 0) set({ [name]: value * unitMs });
  };
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-4">
        <NumberInput
          label="Approvers"
          hint="Besides who asks"
          value={outcome.approvers}
          min={1}
          max={5}
          onChange={(value) => set({ approvers: Math.min(5, Math.max(1, value ?? 1)) })}
        />
        <NumberInput
          label="To decide"
          hint="Minutes"
          value={Math.round(outcome.decideWithinMs / minute)}
          min={1}
          max={1_440}
          onChange={span("decideWithinMs", minute)}
        />
        <NumberInput
          label="To carry out"
          hint="Minutes"
          value={Math.round(outcome.executeWithinMs / minute)}
          min={1}
          max={1_440}
          onChange={span("executeWithinMs", minute)}
        />
        <NumberInput
          label="Fresh sign-in"
          hint="Minutes; empty: not asked for"
          value={outcome.stepUpMaxAgeMs === null ? null : Math.round(outcome.stepUpMaxAgeMs / minute)}
          min={1}
          max={1_440}
          onChange={(value) => set({ stepUpMaxAgeMs: value === null ? null : Math.max(1, value) * minute })}
        />
        <NumberInput
          label="Review after"
          hint="Hours"
          value={Math.round(outcome.reviewAfterMs / hour)}
          min={1}
          max={8_760}
          onChange={span("reviewAfterMs", hour)}
        />
        <NumberInput
          label="Review at most"
          hint="Days"
          value={Math.round(outcome.reviewWithinMs / day)}
          min={1}
          max={365}
          onChange={span("reviewWithinMs", day)}
        />
      </div>
      <div className="grid gap-x-6 md:grid-cols-2">
        <Checkbox
          label="Forbids the request"
          hint="Nobody can override it."
          checked={!outcome.permitted}
          onCheckedChange={(on) => set({ permitted: !on })}
        />
        <Checkbox
          label="Asks for a narrower step"
          hint="Sessions ended, credential reset, or why that isn’t possible."
          checked={outcome.narrowerStep === "asked"}
          onCheckedChange={(on) => set({ narrowerStep: on ? "asked" : "none" })}
        />
        <Checkbox
          label="Owner or partner is named"
          hint="And whether they were informed."
          checked={outcome.named !== null}
          onCheckedChange={(on) => set({ named: on ? "owner_or_partner" : null })}
        />
        <Checkbox
          label="Outside policy"
          hint="Possible, and marked so for everybody who reads it."
          checked={outcome.outsidePolicy}
          onCheckedChange={(on) => set({ outsidePolicy: on })}
        />
        <Checkbox
          label="Proposes by itself"
          hint="Only from promoted detections, and while the last drill succeeded within 90 days. A person adopts it, a second one approves."
          checked={outcome.proposes}
          onCheckedChange={(on) => set({ proposes: on })}
        />
      </div>
    </div>
  );
}

type SpanName = "decideWithinMs" | "executeWithinMs" | "reviewAfterMs" | "reviewWithinMs";
