import { AskErasure } from "#components/personal-data/ask-erasure.tsx";
import { mayTry } from "#components/personal-data/may-try.ts";
import type { ErasureActions } from "#components/personal-data/personal-data-actions.ts";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { FormerMemberView } from "#lib/domain/views/personal-data-view.ts";

/** Members of the team whose accounts are all disabled: what is known of them can be erased. */
export function FormerMembers({
  members,
  ask,
}: {
  members: readonly FormerMemberView[];
  ask: ErasureActions["ask"];
}) {
  return (
    <ul className="grid divide-y rounded-lg border">
      {members.map((member) => (
        <li key={member.id} className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
          <span className="min-w-0">
            <SafeText text={member.name} className="font-medium text-fg" />{" "}
            <SafeText text={member.email} className="text-muted" />
            <span className="block text-xs text-muted">
              disabled <TimeStamp at={member.disabledAt} />
            </span>
          </span>
          {mayTry(member.erase) ? (
            <AskErasure
              kind="person"
              subjectRef={member.id}
              name={member.name}
              right={member.erase}
              ask={ask}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
