import { type NarrowerDraft, nowInField, type StepDraft } from "#components/request/form-answers.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type NarrowerStep, narrowerSteps, narrowerWords } from "#lib/domain/narrower-steps.ts";

export interface NarrowerFormProps {
  draft: NarrowerDraft;
  onChange: (draft: NarrowerDraft) => void;
  /** The policy asks for it: an empty answer is shown to the approver as one. */
  asked: boolean;
}

/** What was done elsewhere before, or in place of, a suspension. Nothing is sent by it, and nothing waits for it. */
export function NarrowerForm({ draft, onChange, asked }: NarrowerFormProps) {
  const change = (step: NarrowerStep, to: Partial<StepDraft>) =>
    onChange({ ...draft, steps: { ...draft.steps, [step]: { ...draft.steps[step], ...to } } });
  return (
    <fieldset className="grid gap-2 rounded-md border p-3">
      <legend className="px-1 text-sm font-medium text-fg">
        Narrower steps{asked ? ", asked for by the policy" : ""}
      </legend>
      {narrowerSteps.map((step) => (
        <StepFields key={step} step={step} draft={draft.steps[step]} onChange={(to) => change(step, to)} />
      ))}
      <Field
        label="Not possible because"
        hint={
          asked
            ? "Done elsewhere, recorded here. Unanswered, the approver reads that nobody said."
            : "Done elsewhere, recorded here."
        }
      >
        <Input
          value={draft.notPossible}
          maxLength={1_000}
          placeholder="No identity provider holds this account …"
          onChange={(event) => onChange({ ...draft, notPossible: event.target.value })}
        />
      </Field>
    </fieldset>
  );
}

interface StepFieldsProps {
  step: NarrowerStep;
  draft: StepDraft;
  onChange: (to: Partial<StepDraft>) => void;
}

function StepFields({ step, draft, onChange }: StepFieldsProps) {
  const words = narrowerWords[step];
  return (
    <div className="grid gap-1">
      <Checkbox
        checked={draft.done}
        onCheckedChange={(done) =>
          onChange({ done, at: done && draft.at === "" ? nowInField(new Date()) : draft.at })
        }
        label={words}
      />
      {draft.done ? (
        <div className="flex flex-wrap gap-2 pl-6">
          <Input
            aria-label={`${words}: by whom`}
            value={draft.by}
            maxLength={200}
            placeholder="By whom"
            onChange={(event) => onChange({ by: event.target.value })}
            className="min-w-40 flex-1"
          />
          <Input
            type="datetime-local"
            aria-label={`${words}: when, in your local time`}
            value={draft.at}
            max={nowInField(new Date())}
            onChange={(event) => onChange({ at: event.target.value })}
            className="w-52"
          />
        </div>
      ) : null}
    </div>
  );
}
