import { AskErasure } from "#components/personal-data/ask-erasure.tsx";
import { HoldList } from "#components/personal-data/hold-list.tsx";
import { mayTry } from "#components/personal-data/may-try.ts";
import { PastErasures } from "#components/personal-data/past-erasures.tsx";
import type { ErasureActions, HoldActions } from "#components/personal-data/personal-data-actions.ts";
import { SetHold } from "#components/personal-data/set-hold.tsx";
import { WaitingErasure } from "#components/personal-data/waiting-erasure.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Section } from "#components/ui/section.tsx";
import type { PersonalDataView } from "#lib/domain/views/personal-data-view.ts";

export interface PersonalDataSectionProps {
  userId: string;
  name: string;
  caseKeys: readonly string[];
  view: PersonalDataView;
  actions: ErasureActions;
  holdActions: HoldActions;
  showReceipts: boolean;
}

/** What is held and what was erased of a person, and the two-person act that erases them. */
export function PersonalDataSection(props: PersonalDataSectionProps) {
  const { view, userId, name, caseKeys, actions, holdActions, showReceipts } = props;
  const { erase, hold } = view.rights;
  const isAsked = view.waiting !== null;
  return (
    <Section
      title="Personal data"
      id="personal-data"
      aside={view.holds.length > 0 ? "under legal hold" : view.erasedAt === null ? null : "erased"}
      flush
    >
      <div className="grid gap-3 p-4">
        {view.erasedAt === null ? null : (
          <p className="max-w-prose text-muted">
            What was known of this person was erased <TimeStamp at={view.erasedAt} />. Cases, decisions and
            entries stay, without their texts; listings of the directory leave the person out.
          </p>
        )}
        {view.erasedAt === null && !isAsked && view.holds.length === 0 ? (
          <p className="max-w-prose text-muted">
            No legal hold stands. Texts about this person are encrypted under a key of their own; erasing
            destroys it, and takes two people.
          </p>
        ) : null}
        {view.waiting ? <WaitingErasure erasure={view.waiting} actions={actions} /> : null}
        {view.holds.length > 0 ? <HoldList holds={view.holds} actions={holdActions} /> : null}
        {mayTry(hold) ? (
          <div className="flex flex-wrap items-start gap-2">
            {isAsked ? null : (
              <div className="max-w-80">
                <AskErasure kind="subject" subjectRef={userId} name={name} right={erase} ask={actions.ask} />
              </div>
            )}
            <SetHold userId={userId} caseKeys={caseKeys} right={hold} set={holdActions.set} />
          </div>
        ) : null}
      </div>
      {view.past.length === 0 ? null : (
        <div className="border-t">
          <PastErasures erasures={view.past} showReceipts={showReceipts} />
        </div>
      )}
    </Section>
  );
}
