"use client";

import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface PostFormProps {
  /** The field's accessible name. */
  label: string;
  placeholder: string;
  /** The words of the button that shows once something is written. */
  button: string;
  post: (text: string, idempotencyKey: string) => Promise<ActionResult<unknown>>;
}

/** A small box for a text. When the answer gets lost the text stays, and pressing again can't post it twice. */
export function PostForm({ label, placeholder, button, post }: PostFormProps) {
  const { act, pending, problem } = useAct();
  const [text, setText] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState<string | null>(null);

  async function submit() {
    if (text.trim() === "" || pending !== null) return;
    const key = idempotencyKey ?? crypto.randomUUID();
    setIdempotencyKey(key);
    const done = await act("post", () => post(text, key));
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
      <Field label={label} labelHidden>
        <Textarea
          rows={2}
          value={text}
          maxLength={8_000}
          placeholder={placeholder}
          onValueChange={(next) => {
            setText(next);
            // Another text is another post; only the very same one may be a repetition.
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
            {button}
          </Button>
        </div>
      )}
    </form>
  );
}
