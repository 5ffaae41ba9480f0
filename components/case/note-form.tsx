"use client";

import type { CaseActions } from "#components/case/case-actions.ts";
import { PostForm } from "#components/request/post-form.tsx";

/** Adds a note to the case. */
export function NoteForm({ caseKey, note }: { caseKey: string; note: CaseActions["note"] }) {
  return (
    <PostForm
      label="Note"
      placeholder="Add a note"
      button="Add note"
      post={(text, idempotencyKey) => note({ caseKey, text, idempotencyKey })}
    />
  );
}
