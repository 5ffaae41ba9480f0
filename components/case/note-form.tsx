"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** Adds a note. When the answer gets lost the text stays, and pressing again can't add it twice. */
export function NoteForm({ caseKey, note }: { caseKey: string; note: CaseActions["note"] }) {
  const { act, pending, problem } = useAct();
  const [text, setText] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState<string | null>(null);

  async function submit() {
    if (text.trim() === "" || pending !== null) return;
    const key = idempotencyKey ?? crypto.randomUUID();
    setIdempotencyKey(key);
    const done = await act("note", () => note({ caseKey, text, idempotencyKey: key }));
    if (done === null) return;
    setText("");
    setIdempotencyKey(null);
  }

  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label="Note" labelHidden>
        <Textarea
          rows={2}
          value={text}
          maxLength={8_000}
          placeholder="Add a note"
          onValueChange={(next) => {
            setText(next);
            // Another text is another note; only the very same one may be a repetition.
            if (next !== text) setIdempotencyKey(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void submit();
          }}
        />
      </Field>
      <ProblemNote problem={problem} />
      {text.trim() === "" ? null : (
        <div className="flex items-center justify-end gap-2">
          <Button type="submit" size="sm" pending={pending !== null} shortcut="Mod+Enter">
            Add note
          </Button>
        </div>
      )}
    </form>
  );
}
