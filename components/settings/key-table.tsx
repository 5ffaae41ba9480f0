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
import type { SettingsView } from "#lib/domain/views/other-views.ts";

/** Keys of machines, with what each may do. None of them can approve, deny or execute. */
export function KeyTable({ keys }: { keys: SettingsView["keys"] }) {
  return (
    <TableScroll label="Keys, to scroll" className="rounded-none border-0">
      <Table caption="API keys">
        <TableHead>
          <tr>
            <TableHeader>Key</TableHeader>
            <TableHeader>Scopes</TableHeader>
            <TableHeader>Made</TableHeader>
            <TableHeader>Last used</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <TableRow key={`${key.name} ${key.createdAt}`}>
              <TableCell className="font-medium whitespace-nowrap">
                <SafeText text={key.name} />
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
              <TableCell className="min-w-32 text-xs text-muted">
                {key.lastUsedAt === null ? (
                  "never"
                ) : (
                  <TimeStamp at={key.lastUsedAt} className="whitespace-normal" />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
