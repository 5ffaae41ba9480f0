import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { PolicySimulation, SimulatedVerdict } from "#lib/domain/views/policy-view.ts";

/** What would have been different: each case whose verdict changes, then how often each rule decides. */
export function SimulationResult({ simulation }: { simulation: PolicySimulation }) {
  const { days, judged, cases, same, different } = simulation;
  return (
    <div className="grid gap-3 border-b bg-subtle px-4 py-3" role="status">
      <p className="text-sm text-fg">
        {judged === 0
          ? `No case was opened in the last ${days} days, so there is nothing to compare.`
          : `${judged.toLocaleString("en")} cases of the last ${days} days were judged again${
              judged < cases ? `, the newest of ${cases.toLocaleString("en")}` : ""
            }: ${same.toLocaleString("en")} verdicts stay as they are, ${different.length.toLocaleString("en")} change. Nothing was filed or sent.`}
      </p>
      {different.length > 0 ? <Differences simulation={simulation} /> : null}
      {judged > 0 ? <Rules simulation={simulation} /> : null}
    </div>
  );
}

function Differences({ simulation }: { simulation: PolicySimulation }) {
  return (
    <TableScroll label="Cases whose verdict changes" className="max-h-96">
      <Table caption="Cases whose verdict changes">
        <TableHead>
          <tr>
            <TableHeader>Case</TableHeader>
            <TableHeader>Asked for</TableHeader>
            <TableHeader>In force</TableHeader>
            <TableHeader>With this draft</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {simulation.different.map((one) => (
            <TableRow key={`${one.caseKey} ${one.action} ${one.requestKey ?? ""}`}>
              <TableCell>
                <EntityId id={one.caseKey} href={`/cases/${one.caseKey}`} />{" "}
                <SafeText text={one.title} className="text-muted" />
              </TableCell>
              <TableCell>
                {one.action}
                {one.requestKey ? ` (${one.requestKey})` : ""}
              </TableCell>
              <TableCell>{verdictWords(one.before)}</TableCell>
              <TableCell className="font-medium text-fg">{verdictWords(one.after)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function Rules({ simulation }: { simulation: PolicySimulation }) {
  return (
    <TableScroll label="How often each rule decides">
      <Table caption="How often each rule decides">
        <TableHead>
          <tr>
            <TableHeader>Rule</TableHeader>
            <TableHeader numeric>In force</TableHeader>
            <TableHeader numeric>With this draft</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {simulation.rules.map((one) => (
            <TableRow key={one.rule}>
              <TableCell className="font-mono text-xs">
                <SafeText text={one.rule} />
              </TableCell>
              <TableCell numeric>{one.before.toLocaleString("en")}</TableCell>
              <TableCell numeric>{one.after.toLocaleString("en")}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function verdictWords(verdict: SimulatedVerdict): string {
  if (!verdict.permitted) return `${verdict.rule}: not permitted`;
  const more = [
    verdict.outsidePolicy ? "outside policy" : null,
    verdict.narrowerStep ? "narrower step" : null,
    verdict.named ? "owner or partner named" : null,
    verdict.proposes ? "proposes" : null,
  ].filter((words) => words !== null);
  const approvers = verdict.approvers === 1 ? "1 approver" : `${verdict.approvers} approvers`;
  return [`${verdict.rule}: ${approvers}`, ...more].join(", ");
}
