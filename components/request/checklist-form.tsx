import { credentialWords } from "#components/request/checklist-words.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Checklist } from "#lib/domain/checklist.ts";

export interface ChecklistFormProps {
  checklist: Checklist;
  onChange: (checklist: Checklist) => void;
}

const credentials = (["none_known", "listed", "not_checked"] as const).map((value) => ({
  value,
  label: credentialWords[value].label,
}));

/** What is answered before access comes back. Nothing is forced: what wasn't checked is said to the approver. */
export function ChecklistForm({ checklist, onChange }: ChecklistFormProps) {
  const verified = checklist.personVerified === "yes";
  return (
    <fieldset className="grid gap-3 rounded-md border p-3">
      <legend className="px-1 text-sm font-medium text-fg">Before access comes back</legend>
      <Checkbox
        checked={verified}
        onCheckedChange={(checked) => onChange({ ...checklist, personVerified: checked ? "yes" : "no" })}
        label="Person verified by a channel other than the suspected account"
        hint={
          verified
            ? null
            : "You may ask without it. The approver reads that nobody verified the person, and auditors find it as an exception."
        }
      />
      {verified ? (
        <Field label="How the person was verified" mark="required" className="pl-6">
          <Input
            value={checklist.how}
            maxLength={300}
            placeholder="Called back on the number in the HR system, seen in person …"
            onChange={(event) => onChange({ ...checklist, how: event.target.value })}
          />
        </Field>
      ) : null}
      <Field
        label="Credentials this person knew in code, configuration or pipelines"
        hint={credentialWords[checklist.credentials].hint}
      >
        <Select
          items={credentials}
          value={checklist.credentials}
          onValueChange={(value) => onChange({ ...checklist, credentials: value })}
          className="w-44"
        />
      </Field>
    </fieldset>
  );
}

/** What is still missing of the answers, or null. */
export function missingAnswer({ personVerified, how }: Checklist): string | null {
  return personVerified === "yes" && how.trim() === ""
    ? "Say how the person was verified, or untick it."
    : null;
}
