import type { ReactNode } from "react";

import { FormerMembers } from "#components/personal-data/former-members.tsx";
import { HoldList } from "#components/personal-data/hold-list.tsx";
import { PastErasures } from "#components/personal-data/past-erasures.tsx";
import type {
  ChangeRetention,
  ErasureActions,
  HoldActions,
} from "#components/personal-data/personal-data-actions.ts";
import { RetentionForm } from "#components/personal-data/retention-form.tsx";
import { WaitingErasure } from "#components/personal-data/waiting-erasure.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { PersonalDataSettingsView } from "#lib/domain/views/personal-data-view.ts";

export interface PersonalDataCardProps {
  view: PersonalDataSettingsView;
  actions: ErasureActions;
  holdActions: Pick<HoldActions, "end" | "keep">;
  changeRetention: ChangeRetention;
  showReceipts: boolean;
}

/** How long what is kept, what is held, and what was erased. */
export function PersonalDataCard(props: PersonalDataCardProps) {
  const { view, actions, holdActions, changeRetention, showReceipts } = props;
  const { retention } = view;
  return (
    <Section title="Personal data" id="personal-data" flush>
      <div className="grid gap-5 p-4">
        {view.sweepDue ? (
          <Callout tone="info" title="Traces of an erasure are still being swept">
            Somebody else is reading the database just now. It is tried again every minute.
          </Callout>
        ) : null}
        {view.waiting.length === 0 ? null : (
          <Part title="Erasures that wait for a second person">
            <div className="grid gap-2">
              {view.waiting.map((erasure) => (
                <WaitingErasure key={erasure.id} erasure={erasure} actions={actions} />
              ))}
            </div>
          </Part>
        )}
        <Part
          title="Retention"
          note="After these periods a daily run deletes; what is open or under a hold stays. Entries, tree, checkpoints and anchors of the log stay for the life of the installation."
        >
          {view.rights.changeRetention.allowed ? (
            <RetentionForm key={JSON.stringify(retention)} retention={retention} change={changeRetention} />
          ) : (
            <DescriptionList
              items={[
                {
                  term: "Raw signals",
                  value: `${retention.rawSignalMonths} months after the case was closed`,
                },
                {
                  term: "Call details",
                  value: `${retention.callDetailMonths} months after the case was closed`,
                },
                {
                  term: "Subject keys",
                  value: `${retention.subjectKeyMonths} months after the newest case was closed`,
                },
                { term: "Backups", value: `thrown away after ${retention.backupDays} days` },
              ]}
            />
          )}
        </Part>
        <Part title="Legal holds">
          {view.holds.length === 0 ? (
            <p className="text-muted">None stands. A hold is set on the page of the person.</p>
          ) : (
            <HoldList holds={view.holds} actions={holdActions} namesPerson />
          )}
        </Part>
        {view.formerMembers.length === 0 ? null : (
          <Part title="Former members of the team">
            <FormerMembers members={view.formerMembers} ask={actions.ask} />
          </Part>
        )}
        {view.past.length === 0 ? (
          <Part title="Erasures">
            <p className="text-muted">Nothing was erased yet. It is asked for on the page of the person.</p>
          </Part>
        ) : null}
      </div>
      {view.past.length === 0 ? null : (
        <div className="border-t">
          <h3 className="px-4 pt-3 pb-2 text-sm font-semibold text-fg">Erasures</h3>
          <PastErasures erasures={view.past} showReceipts={showReceipts} />
        </div>
      )}
    </Section>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="text-sm font-semibold text-fg">{title}</h3>
      {note ? <p className="mb-2 max-w-prose text-xs text-muted">{note}</p> : <div className="mb-1.5" />}
      {children}
    </section>
  );
}
