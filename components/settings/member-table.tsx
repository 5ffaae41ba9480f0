import { PersonAvatar } from "#components/person-avatar.tsx";
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

export interface MemberTableProps {
  members: readonly {
    id: string;
    name: string;
    email: string;
    /** As they are read, e.g. `IAM lead`. */
    roleNames: readonly string[];
    lastSeenAt: string | null;
  }[];
}

/** People who can sign in, with the roles that the identity provider gave them last. */
export function MemberTable({ members }: MemberTableProps) {
  return (
    <TableScroll label="Members, to scroll" className="rounded-none border-0">
      <Table caption="Members, by name">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader>E-mail</TableHeader>
            <TableHeader>Roles</TableHeader>
            <TableHeader>Last seen</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <TableRow key={member.id}>
              <TableCell className="font-medium whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  <PersonAvatar name={member.name} />
                  <SafeText text={member.name} />
                </span>
              </TableCell>
              <TableCell className="text-muted">
                <SafeText text={member.email} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <span className="flex gap-1">
                  {member.roleNames.length === 0 ? (
                    <span className="text-faint">none</span>
                  ) : (
                    member.roleNames.map((role) => <Badge key={role}>{role}</Badge>)
                  )}
                </span>
              </TableCell>
              <TableCell className="min-w-32 text-xs text-muted">
                {member.lastSeenAt === null ? (
                  "not signed in yet"
                ) : (
                  <TimeStamp at={member.lastSeenAt} className="whitespace-normal" />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
