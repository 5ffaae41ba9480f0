import { SafeText } from "#components/safe-text.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { PeopleFileAnswer } from "#lib/domain/views/people-view.ts";

const shownAtMost = 100;
const kinds = {
  added: { label: "new", tone: "success" },
  changed: { label: "changed", tone: "accent" },
  removed: { label: "taken out", tone: "warning" },
} as const;

/** Field of a person as it is read. */
const fieldNames: Record<string, string> = {
  aliases: "aliases",
  manager: "manager",
  department: "department",
  identityClass: "identity class",
  dependents: "dependents",
  secondContact: "second contact",
  partner: "partner contact",
  operatingTeam: "operating team",
};

/** What is wrong, line by line: nothing of the file was taken. */
export function PeopleErrors({ errors }: { errors: PeopleFileAnswer["errors"] }) {
  const shown = errors.slice(0, shownAtMost);
  return (
    <div className="grid gap-3">
      <Callout tone="danger" role="alert" title="Nothing was taken in">
        {errors.length === 1 ? "One thing doesn’t" : `${errors.length} things don’t`} fit. Correct the file
        and choose it again.
      </Callout>
      <TableScroll label="What doesn’t fit, to scroll" className="max-h-96">
        <Table caption="What doesn’t fit, by line">
          <TableHead>
            <tr>
              <TableHeader>Line</TableHeader>
              <TableHeader>Column</TableHeader>
              <TableHeader>What, and what to do</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((error, index) => (
              <TableRow key={index}>
                <TableCell className="tabular-nums">{error.line}</TableCell>
                <TableCell>
                  <SafeText text={error.field === null ? "–" : (fieldNames[error.field] ?? error.field)} />
                </TableCell>
                <TableCell>
                  <SafeText text={error.problem} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableScroll>
      {errors.length > shown.length ? (
        <p className="text-xs text-muted">The first {shownAtMost} are shown.</p>
      ) : null}
    </div>
  );
}

/** Who is new, who changes and how, who is taken out. */
export function PeoplePreview({ answer }: { answer: PeopleFileAnswer }) {
  const { changes, same } = answer;
  const count = (kind: keyof typeof kinds) => changes.filter((change) => change.kind === kind).length;
  const shown = changes.slice(0, shownAtMost);
  return (
    <div className="grid gap-3">
      <p role="status" className="text-sm text-fg">
        {count("added")} new, {count("changed")} changed, {count("removed")} taken out, {same} as they are.
        Nothing is taken in yet, and no state changes by it.
      </p>
      {shown.length === 0 ? null : (
        <TableScroll label="What would change, to scroll" className="max-h-96">
          <Table caption="What would change, by line of the file">
            <TableHead>
              <tr>
                <TableHeader>Line</TableHeader>
                <TableHeader>Person</TableHeader>
                <TableHeader>What changes</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {shown.map((change) => (
                <TableRow key={change.email}>
                  <TableCell className="tabular-nums">{change.line ?? "–"}</TableCell>
                  <TableCell>
                    <span className="inline-flex flex-wrap items-center gap-2">
                      <SafeText text={change.email} />
                      <Badge tone={kinds[change.kind].tone}>{kinds[change.kind].label}</Badge>
                    </span>
                  </TableCell>
                  <TableCell className="py-1.5 text-muted">
                    {change.fields.map(({ field, before, after }) => (
                      <span key={field} className="block">
                        {fieldNames[field] ?? field}: <SafeText text={before ?? "nothing"} /> →{" "}
                        <SafeText text={after ?? "nothing"} className="text-fg" />
                      </span>
                    ))}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableScroll>
      )}
      {changes.length > shown.length ? (
        <p className="text-xs text-muted">
          The first {shownAtMost} of {changes.length.toLocaleString("en")} are shown.
        </p>
      ) : null}
    </div>
  );
}
