import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import { roleNames } from "#lib/domain/roles.ts";
import type { AuditMember } from "#lib/domain/views/audit-view.ts";

/** Accounts of people, with what they may do, when they last did anything, and whose they are. */
export function AccessMembers({ members }: { members: readonly AuditMember[] }) {
  return (
    <TableScroll label="Members">
      <Table caption="Members, by name">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader>E-mail</TableHeader>
            <TableHeader>Roles</TableHeader>
            <TableHeader>Last use (UTC)</TableHeader>
            <TableHeader>First seen (UTC)</TableHeader>
            <TableHeader>Disabled</TableHeader>
            <TableHeader>Same person as</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <TableRow key={`${member.email} ${member.firstSeenAt}`}>
              <TableCell className="font-medium whitespace-nowrap">
                <SafeText text={member.name} />
              </TableCell>
              <TableCell className="text-muted">
                <SafeText text={member.email} />
              </TableCell>
              <TableCell>
                <span className="flex flex-wrap gap-1">
                  {member.roles.length === 0 ? (
                    <span className="text-faint">none</span>
                  ) : (
                    member.roles.map((role) => <Badge key={role}>{roleNames[role]}</Badge>)
                  )}
                </span>
              </TableCell>
              <Moment at={member.lastSeenAt} none="never" />
              <Moment at={member.firstSeenAt} none="never" />
              <Moment at={member.disabledAt} none="no" />
              <TableCell className="text-muted">
                {member.linkedTo === null ? "nobody else" : <SafeText text={member.linkedTo} />}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function Moment({ at, none }: { at: string | null; none: string }) {
  return (
    <TableCell className="whitespace-nowrap text-muted">
      {at === null ? none : <TimeStamp at={at} show="audit" />}
    </TableCell>
  );
}
