"use client";

import { useState } from "react";

import { severityNames } from "#components/severity-mark.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { severities, type Severity } from "#lib/domain/severity.ts";
import { draftMapping, type SourceMapping, writeMapping } from "#lib/domain/source-mapping.ts";

const severityItems = severities.map((value) => ({ value, label: severityNames[value] }));

export interface MappingEditorProps {
  saved: string;
  digest: string;
  text: string;
  /** While typing. */
  onChange: (text: string) => void;
  /** By a control: the text is whole. */
  onSettle: (text: string) => void;
  /** Null for whom it isn't meant to save. */
  onSave: ((text: string) => void) | null;
  pending: boolean;
}

/** The mapping as the small file that it is, with controls for what is tedious to write. */
export function MappingEditor({
  saved,
  digest,
  text,
  onChange,
  onSettle,
  onSave,
  pending,
}: MappingEditorProps) {
  const [word, setWord] = useState("");
  const [severity, setSeverity] = useState<Severity>("high");
  const mapping = draftMapping(text);
  const isSame = text.trim() === saved.trim();

  function settle(next: SourceMapping) {
    const isEmpty =
      Object.keys(next.fields).length === 0 &&
      Object.keys(next.severityWords ?? {}).length === 0 &&
      next.takesAnything !== true;
    onSettle(isEmpty ? "" : writeMapping(next));
  }

  return (
    <div className="grid gap-3 rounded-lg border bg-subtle p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">Mapping</h3>
        {isSame ? null : <Badge tone="warning">not saved yet: only the test uses it</Badge>}
        <span className="ml-auto text-xs text-muted">
          {saved === "" ? "none saved: fields are found without one" : `saved version ${digest.slice(0, 12)}`}
        </span>
      </div>
      <Field
        label="Mapping file"
        hint="A path for each field that isn’t found by itself. What is mapped is taken from there and nowhere else."
        error={
          mapping === null ? "This is not a mapping: JSON of version and fields, as in the example." : null
        }
      >
        <Textarea
          rows={5}
          value={text}
          onValueChange={onChange}
          placeholder='{ "version": 1, "fields": { "email": "who.login" } }'
          spellCheck={false}
          className="font-mono text-xs"
          readOnly={onSave === null}
        />
      </Field>
      {onSave !== null && mapping !== null ? (
        <>
          <div className="flex flex-wrap items-end gap-2">
            <Field label="Word for severity" className="w-40">
              <Input value={word} onChange={(event) => setWord(event.target.value)} maxLength={60} />
            </Field>
            <Field label="Means" className="w-40">
              <Select items={severityItems} value={severity} onValueChange={setSeverity} />
            </Field>
            <Button
              size="md"
              disabledReason={word.trim() === "" ? "Write the sender’s word first." : null}
              onClick={() => {
                settle({ ...mapping, severityWords: { ...mapping.severityWords, [word.trim()]: severity } });
                setWord("");
              }}
            >
              Add word
            </Button>
          </div>
          <Checkbox
            checked={mapping.takesAnything === true}
            onCheckedChange={(takesAnything) => settle({ ...mapping, takesAnything })}
            label="Take events that aren’t objects"
            hint="Texts and lists stand under value; a text that holds JSON is opened. Without it they are dead letters."
          />
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              variant="primary"
              pending={pending}
              disabledReason={isSame ? "This is what is saved." : null}
              onClick={() => onSave(text)}
            >
              Save mapping
            </Button>
            {saved === "" ? null : (
              <Button size="sm" onClick={() => onSave("")}>
                Remove mapping
              </Button>
            )}
          </div>
        </>
      ) : null}
    </div>
  );
}
