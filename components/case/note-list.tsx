"use client";

import type { CaseActions } from "#components/case/case-actions.ts";
import { NoteForm } from "#components/case/note-form.tsx";
import { PersonAvatar } from "#components/person-avatar.tsx";
import { useActing } from "#components/request/acting.tsx";
import { TextLines } from "#components/request/text-lines.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
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
          <ul className="grid gap-3">
            {view.notes.map((each) => (
              <li key={each.id} className="flex gap-3">
                <PersonAvatar name={each.author} />
                <div className="min-w-0">
                  <p className="flex flex-wrap gap-x-2">
                    <SafeText text={each.author} className="font-medium text-fg" />
                    <TimeStamp at={each.at} className="text-xs leading-5 text-muted" />
                  </p>
                  <div className="text-fg">
                    <TextLines text={each.text} />
                  </div>
                </div>
              </li>
            ))}
          </ul>
        )}
        {viewer.canWork && view.rights.note.allowed ? <NoteForm caseKey={view.key} note={note} /> : null}
      </div>
    </Section>
  );
}
