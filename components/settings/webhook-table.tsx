import { SafeText } from "#components/safe-text.tsx";
import { ChangeWebhook, type WebhookActions } from "#components/settings/change-webhook.tsx";
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
import { eventGroups, groupsOfTypes } from "#lib/domain/event-groups.ts";
import type { WebhookTargetView } from "#lib/domain/views/webhooks-view.ts";

export interface WebhookTableProps {
  targets: readonly WebhookTargetView[];
  /** Null for who may only look. */
  actions: WebhookActions | null;
}

/** Who is told what, and how it goes. */
export function WebhookTable({ targets, actions }: WebhookTableProps) {
  return (
    <TableScroll label="Targets, to scroll" className="rounded-none border-0">
      <Table caption="Targets that are told">
        <TableHead>
          <tr>
            <TableHeader>Target</TableHeader>
            <TableHeader>Host</TableHeader>
            <TableHeader>Events</TableHeader>
            <TableHeader>Delivered</TableHeader>
            {actions === null ? null : (
              <TableHeader>
                <span className="sr-only">What can be done</span>
              </TableHeader>
            )}
          </tr>
        </TableHead>
        <TableBody>
          {targets.map((target) => (
            <TableRow key={target.id}>
              <TableCell className="font-medium whitespace-nowrap">
                <SafeText text={target.name} />
                <Badge tone="outline" className="ml-2">
                  {target.kind === "slack" ? "message" : "signed"}
                </Badge>
                {target.enabled ? null : <Badge className="ml-1">disabled</Badge>}
              </TableCell>
              <TableCell className="min-w-40 font-mono text-xs wrap-anywhere text-muted">
                {target.place}
                {target.privateHost ? <span className="block font-sans">our own network</span> : null}
              </TableCell>
              <TableCell className="min-w-48 text-xs text-muted">{eventWords(target)}</TableCell>
              <TableCell className="min-w-40 text-xs text-muted">
                {target.lastDeliveredAt === null ? (
                  "nothing yet"
                ) : (
                  <TimeStamp at={target.lastDeliveredAt} className="whitespace-normal" />
                )}
                {target.lastError === null ? null : (
                  <SafeText text={target.lastError} className="block text-danger" />
                )}
              </TableCell>
              {actions === null ? null : (
                <TableCell className="text-right whitespace-nowrap">
                  <ChangeWebhook target={target} actions={actions} />
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function eventWords({ events }: WebhookTargetView): string {
  const groups = groupsOfTypes(events);
  return eventGroups
    .filter(({ id }) => groups.includes(id))
    .map(({ label }) => label)
    .join(" · ");
}
