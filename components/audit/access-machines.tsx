import type { ReactNode } from "react";

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
import type { AuditMachines } from "#lib/domain/views/audit-view.ts";

/** API keys, sources of signals, and the applications that the console has at 1Password: their ages and last use. */
export function AccessMachines({ machines }: { machines: AuditMachines }) {
  return (
    <TableScroll label="Keys, sources and applications">
      <Table caption="Keys, sources and applications">
        <TableHead>
          <tr>
            <TableHeader>Kind</TableHeader>
            <TableHeader>Name</TableHeader>
            <TableHeader>May</TableHeader>
            <TableHeader>Made</TableHeader>
            <TableHeader>Last use</TableHeader>
            <TableHeader>Ended</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {machines.keys.map((key) => (
            <Row
              key={`key ${key.name} ${key.createdAt}`}
              kind="API key"
              name={key.name}
              may={
                <span className="flex flex-wrap gap-1">
                  {key.scopes.map((scope) => (
                    <Badge key={scope} className="font-mono">
                      {scope}
                    </Badge>
                  ))}
                </span>
              }
              made={<When at={key.createdAt} none="not stated" />}
              used={<When at={key.lastUsedAt} none="never" />}
              ended={<When at={key.revokedAt} none="no" />}
            />
          ))}
          {machines.sources.map((source) => (
            <Row
              key={`source ${source.name}`}
              kind="Source of signals"
              name={source.name}
              may={`deliver signals (${source.preset}); ${source.accepted.toLocaleString("en")} accepted, ${source.rejected.toLocaleString("en")} rejected`}
              made={<When at={source.createdAt} none="not stated" />}
              used={<When at={source.lastDeliveryAt} none="never" />}
              ended={source.enabled ? "no" : "switched off"}
            />
          ))}
          {machines.applications.map((application) => (
            <Row
              key={`application ${application.name}`}
              kind="Application at 1Password"
              name={application.name}
              may="as its name says, and read people"
              made="1Password knows"
              used={<When at={application.lastSuccessAt} none="not since the start" />}
              ended="no"
            />
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

interface RowProps {
  kind: string;
  name: string;
  may: ReactNode;
  made: ReactNode;
  used: ReactNode;
  ended: ReactNode;
}

function Row({ kind, name, may, made, used, ended }: RowProps) {
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap text-muted">{kind}</TableCell>
      <TableCell className="font-medium whitespace-nowrap">
        <SafeText text={name} />
      </TableCell>
      <TableCell className="min-w-56 text-muted">{may}</TableCell>
      <TableCell className="min-w-32 text-xs text-muted">{made}</TableCell>
      <TableCell className="min-w-32 text-xs text-muted">{used}</TableCell>
      <TableCell className="text-xs text-muted">{ended}</TableCell>
    </TableRow>
  );
}

/** The age first: that is what is looked for here. */
function When({ at, none }: { at: string | null; none: string }) {
  return at === null ? <>{none}</> : <TimeStamp at={at} className="whitespace-normal" />;
}
