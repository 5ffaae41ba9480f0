import Link from "next/link";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import { identityClassNames } from "#lib/domain/identity-words.ts";
import type { ProfileView } from "#lib/domain/views/people-view.ts";

/** What files said of people, each row with where it came from and when. */
export function PeopleTable({ people }: { people: readonly ProfileView[] }) {
  return (
    <TableScroll label="People file, to scroll" className="rounded-none border-0">
      <Table caption="People file, by e-mail">
        <TableHead>
          <tr>
            <TableHeader>Person</TableHeader>
            <TableHeader>Class</TableHeader>
            <TableHeader>Department, manager</TableHeader>
            <TableHeader>Stops with it</TableHeader>
            <TableHeader>Second contact</TableHeader>
            <TableHeader>Source</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <TableRow key={person.email}>
              <TableCell className="py-1.5">
                {person.userId === null ? (
                  <SafeText text={person.email} />
                ) : (
                  <Link
                    href={`/users/${person.userId}`}
                    prefetch={false}
                    className="font-medium text-fg underline-offset-2 hover:underline"
                  >
                    <SafeText text={person.email} />
                  </Link>
                )}
                <span className="block text-xs text-muted">
                  {person.userId === null ? "not in the directory. " : null}
                  {person.aliases.length === 0 ? null : (
                    <>
                      also <SafeText text={person.aliases.join(", ")} />
                    </>
                  )}
                </span>
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {person.identityClass === null ? (
                  <span className="text-faint">not said</span>
                ) : (
                  identityClassNames[person.identityClass]
                )}
              </TableCell>
              <TableCell className="py-1.5">
                <Text text={person.department} />
                <span className="block text-xs text-muted">
                  <Text text={person.manager} />
                </span>
              </TableCell>
              <TableCell className="py-1.5">
                <Text text={person.dependents.length === 0 ? null : person.dependents.join("; ")} />
              </TableCell>
              <TableCell className="py-1.5">
                <Text text={person.secondContact} />
                {person.partner === null && person.operatingTeam === null ? null : (
                  <span className="block text-xs text-muted">
                    <SafeText text={[person.partner, person.operatingTeam].filter(Boolean).join(", ")} />
                  </span>
                )}
              </TableCell>
              <TableCell className="py-1.5 text-xs text-muted">
                <SafeText text={person.source} />
                <span className="block">
                  <TimeStamp at={person.importedAt} />
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function Text({ text }: { text: string | null }) {
  return text === null ? <span className="text-faint">–</span> : <SafeText text={text} />;
}
