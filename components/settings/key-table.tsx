import { SafeText } from "#components/safe-text.tsx";
import { RevokeKey, type RevokeKeyProps } from "#components/settings/revoke-key.tsx";
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
import type { SettingsView } from "#lib/domain/views/other-views.ts";

export interface KeyTableProps {
  keys: SettingsView["keys"];
  /** Null for who may only look. */
  revoke: RevokeKeyProps["revoke"] | null;
}

/** Keys of machines, with what each may do. None of them can approve, deny or execute. */
export function KeyTable({ keys, revoke }: KeyTableProps) {
  return (
    <TableScroll label="Keys, to scroll" className="rounded-none border-0">
      <Table caption="API keys">
        <TableHead>
          <tr>
            <TableHeader>Key</TableHeader>
            <TableHeader>Scopes</TableHeader>
            <TableHeader>Made</TableHeader>
            <TableHeader>Expires</TableHeader>
            <TableHeader>Last used</TableHeader>
            {revoke === null ? null : (
              <TableHeader>
                <span className="sr-only">What can be done</span>
              </TableHeader>
            )}
          </tr>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <TableRow key={key.id}>
              <TableCell className="min-w-44">
                <span className="font-medium">
                  <SafeText text={key.name} />
                </span>
                {key.heldByAgent ? (
                  <Badge tone="outline" className="ml-2">
                    AI agent
                  </Badge>
                ) : null}
                <span className="block text-xs text-muted">
                  <SafeText text={key.owner ?? "no owner"} />
                  {key.purpose === "" ? null : (
                    <>
                      {" "}
                      · <SafeText text={key.purpose} />
                    </>
                  )}
                </span>
              </TableCell>
              <TableCell className="min-w-56">
                <span className="flex flex-wrap gap-1">
                  {key.scopes.map((scope) => (
                    <Badge key={scope} className="font-mono">
                      {scope}
                    </Badge>
                  ))}
                </span>
              </TableCell>
              <TableCell className="min-w-32 text-xs text-muted">
                <TimeStamp at={key.createdAt} className="whitespace-normal" />
              </TableCell>
              <TableCell className="min-w-28 text-xs text-muted">
                {key.expiresAt === null ? (
                  "never"
                ) : (
                  <>
                    {key.expired ? <span className="block text-danger">expired</span> : null}
                    <TimeStamp at={key.expiresAt} show="absolute" className="whitespace-normal" />
                  </>
                )}
              </TableCell>
              <TableCell className="min-w-32 text-xs text-muted">
                {key.lastUsedAt === null ? (
                  "never"
                ) : (
                  <TimeStamp at={key.lastUsedAt} className="whitespace-normal" />
                )}
              </TableCell>
              {revoke === null ? null : (
                <TableCell className="text-right">
                  <RevokeKey id={key.id} name={key.name} revoke={revoke} />
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
