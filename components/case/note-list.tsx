"use client";

import type { CaseActions } from "#components/case/case-actions.ts";
import { NoteForm } from "#components/case/note-form.tsx";
import { useActing } from "#components/request/acting.tsx";
import { SayingList } from "#components/request/saying-list.tsx";
import { Count } from "#components/ui/count.tsx";
import { Section } from "#components/ui/section.tsx";
import type { CaseView } from "#lib/domain/views/case-view.ts";

/** What people wrote on the case, in the order in which they wrote it. */
export function NoteList({ view, note }: { view: CaseView; note: CaseActions["note"] }) {
  const { viewer } = useActing();
  return (
    <Section
      title="Notes"
      id="notes"
      aside={view.notes.length > 0 ? <Count value={view.notes.length} /> : null}
    >
      <div className="grid gap-4">
        {view.notes.length === 0 ? (
          <p className="text-muted">
            No notes yet.{viewer.canWork ? " Write what the next one on this case should know." : ""}
          </p>
        ) : (
          <SayingList sayings={view.notes} />
        )}
        {viewer.canWork && view.rights.note.allowed ? <NoteForm caseKey={view.key} note={note} /> : null}
      </div>
    </Section>
  );
}
