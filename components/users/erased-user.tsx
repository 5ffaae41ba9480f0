import { EntityId } from "#components/entity-id.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SubjectView } from "#lib/domain/views/parts.ts";

/** A person whose data was erased: nothing is read from 1Password for this page. */
export function ErasedUser({ subject }: { subject: SubjectView }) {
  return (
    <Section title="1Password user" id="user" className="xl:sticky xl:top-[calc(var(--topbar-height)+1rem)]">
      <div className="grid gap-3">
        <p className="flex flex-wrap items-center gap-x-2">
          <StateBadge state="UNKNOWN" readAt={null} />
          <span className="text-xs text-muted">not read any more</span>
        </p>
        <p className="text-muted">
          Name and e-mail were erased {subject.erasedAt ? <TimeStamp at={subject.erasedAt} /> : null}. Nothing
          is read from 1Password unless a new signal opens a case.
        </p>
        <DescriptionList
          layout="narrow"
          items={[{ term: "User id", value: <EntityId id={subject.userId} /> }]}
        />
      </div>
    </Section>
  );
}
