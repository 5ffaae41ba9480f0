import Link from "next/link";

import { RequestStatus } from "#components/request-status.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Count } from "#components/ui/count.tsx";
import { Section } from "#components/ui/section.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { Action } from "#lib/domain/directory.ts";
import type { RequestListItem } from "#lib/domain/views/request-view.ts";

const verbs = { suspend: "Suspend", reactivate: "Reactivate" } as const satisfies Record<Action, string>;

/** What was asked about the person, newest first. Each leads to its case, where it is decided on. */
export function UserRequests({ requests }: { requests: readonly RequestListItem[] }) {
  return (
    <Section title="Requests" id="requests" flush aside={<Count value={requests.length} />}>
      {requests.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          Nobody has asked to suspend or reactivate this person through Countersign.
        </p>
      ) : (
        <TableScroll label="Requests of this person" className="rounded-t-none border-0">
          <Table caption="Requests about this person, newest first">
            <TableHead>
              <tr>
                <TableHeader>Request</TableHeader>
                <TableHeader>Asked</TableHeader>
                <TableHeader className="w-full">By</TableHeader>
                <TableHeader>Approvals</TableHeader>
                <TableHeader>Status</TableHeader>
                <TableHeader>When</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {requests.map((request) => (
                <TableRow key={request.key}>
                  <TableCell className="whitespace-nowrap">
                    <Link
                      href={`/cases/${request.caseKey}`}
                      prefetch={false}
                      className="font-mono text-xs text-fg underline-offset-2 hover:underline"
                    >
                      {request.key}
                    </Link>
                  </TableCell>
                  <TableCell>{verbs[request.action]}</TableCell>
                  <TableCell className="min-w-28">
                    {request.requester === null ? "a machine" : <SafeText text={request.requester} />}
                  </TableCell>
                  <TableCell className="whitespace-nowrap">
                    {request.approvals} of {request.needed}
                  </TableCell>
                  <TableCell>
                    <RequestStatus status={request.status} />
                  </TableCell>
                  <TableCell className="text-xs text-muted">
                    <TimeStamp at={request.createdAt} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableScroll>
      )}
    </Section>
  );
}
