import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { NamedContact } from "#lib/domain/named-contact.ts";

export interface NamedFormProps {
  named: NamedContact;
  onChange: (named: NamedContact) => void;
}

/** Who answers for the identity outside of this console, and whether they know. Knowing isn't a condition. */
export function NamedForm({ named, onChange }: NamedFormProps) {
  return (
    <fieldset className="grid gap-2 rounded-md border p-3">
      <legend className="px-1 text-sm font-medium text-fg">Owner or partner</legend>
      <Field label="Owner of this identity, or the partner’s contact" mark="required">
        <Input
          value={named.who}
          maxLength={200}
          placeholder="Name, team or company, and how to reach them"
          onChange={(event) => onChange({ ...named, who: event.target.value })}
        />
      </Field>
      <Checkbox
        checked={named.informed}
        onCheckedChange={(informed) => onChange({ ...named, informed })}
        label="They were informed"
        hint={named.informed ? null : "You may ask without it. The approver reads that they don’t know yet."}
      />
    </fieldset>
  );
}
