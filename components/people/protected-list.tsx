import Link from "next/link";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { PeoplePageView } from "#lib/domain/views/people-view.ts";

/** Whoever an administrator marked; the mark is set and taken off on the person's own page. */
export function ProtectedList({ people }: { people: PeoplePageView["protectedPeople"] }) {
  if (people.length === 0) {
    return (
      <p className="p-4 text-sm text-muted">
        Nobody is marked as protected. An administrator does so on a person’s page under Users; two people
        take the mark off.
      </p>
    );
  }
  return (
    <ul className="divide-y">
      {people.map((person) => (
        <li key={person.userId} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2 text-sm">
          <Link
            href={`/users/${person.userId}#identity`}
            prefetch={false}
            className="font-medium text-fg underline-offset-2 hover:underline"
          >
            <SafeText text={person.name} />
          </Link>
          <SafeText text={person.email} className="text-muted" />
          <span className="text-xs text-muted">
            since <TimeStamp at={person.since} />
          </span>
        </li>
      ))}
    </ul>
  );
}
