import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { shortenPath } from "#components/request/shorten-path.ts";
import { showUnsafeText } from "#components/split-unsafe-text.ts";
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
import type { AttemptView } from "#lib/domain/views/request-view.ts";

const kinds = {
  answered: "answered",
  refused: "refused",
  not_sent: "not sent",
  uncertain: "no certain answer",
} as const;

/** The calls to 1Password, as they may be shown: never a header, a body or a token. */
export function AttemptTable({ attempts }: { attempts: readonly AttemptView[] }) {
  return (
    <TableScroll label="Calls to 1Password">
      <Table caption="Calls to 1Password for this request">
        <TableHead>
          <tr>
            <TableHeader>Attempt</TableHeader>
            <TableHeader>Call</TableHeader>
            <TableHeader>Result</TableHeader>
            <TableHeader numeric>Took</TableHeader>
            <TableHeader>Request id</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {attempts.map((attempt) => (
            <TableRow key={attempt.n}>
              <TableCell className="whitespace-nowrap">
                {attempt.n} <TimeStamp at={attempt.markedAt} show="absolute" className="text-xs text-muted" />
              </TableCell>
              <TableCell className="font-mono text-xs whitespace-nowrap text-muted">
                {attempt.method ? <Call method={attempt.method} path={attempt.path ?? ""} /> : "–"}
              </TableCell>
              <TableCell>
                {attempt.kind === null ? "under way" : kinds[attempt.kind]}
                {attempt.status === null ? null : `, HTTP ${attempt.status}`}
                {attempt.code === null ? null : `, ${attempt.code}`}
              </TableCell>
              <TableCell numeric className="whitespace-nowrap">
                {attempt.ms === null ? "–" : `${attempt.ms.toLocaleString("en")} ms`}
              </TableCell>
              <TableCell>{attempt.requestId ? <EntityId id={attempt.requestId} shorten /> : "–"}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

/** What the call was about, on one line; the whole path is its title, and what is read aloud. */
function Call({ method, path }: { method: string; path: string }) {
  return (
    <span title={showUnsafeText(path)}>
      {method}{" "}
      <span aria-hidden="true">
        <SafeText text={shortenPath(path)} />
      </span>
      <span className="sr-only">
        <SafeText text={path} />
      </span>
    </span>
  );
}
