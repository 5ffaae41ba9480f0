"use client";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import type { PersonView } from "#lib/domain/views/parts.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

/** Whose case it is, and the way to give it to somebody else who works on cases. */
export function CaseOwner({ view, assign }: { view: CaseView; assign: CaseActions["assign"] }) {
  const { act, problem } = useAct();
  const items = view.members.map(toItem);
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-2">
        <span className="text-xs text-faint">Owner</span>
        <Combobox
          aria-label="Owner"
          className="w-44"
          placeholder="Nobody yet"
          items={items}
          value={view.owner ? toItem(view.owner) : null}
          onValueChange={(chosen) => {
            if (chosen === null || chosen.id === view.owner?.id) return;
            void act("assign", () => assign({ caseKey: view.key, personId: chosen.id }));
          }}
        />
      </div>
      <ProblemNote problem={problem} />
    </div>
  );
}

function toItem({ id, name, email }: PersonView) {
  return { id, label: name, detail: email };
}
