import type { Actor } from "#lib/domain/actor.ts";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { ListReport } from "#lib/report/list-report.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import type { Installation } from "#lib/use-cases/view-settings.ts";
import { type AuditListName, listTable } from "./list-tables.ts";
import { type AuditScope, openScope } from "./scope.ts";

const mostRows = 50_000;

export interface ExportedList extends ListReport {
  /** Of the file, without its ending: `countersign-population-2026-11-01-to-2026-11-30`. */
  name: string;
}

/**
 * A list of the audit page, whole, to be taken along. The export is an entry, written before anything is given: where
 * that can't be, nothing is exported.
 */
export async function exportList(
  services: Services,
  actor: Actor,
  input: {
    list: AuditListName;
    query: AuditQuery;
    installation: Pick<Installation, "version" | "node">;
    /** Rows that one file may have. */
    most?: number;
  },
): Promise<ExportedList> {
  const person = requirePerson(actor, "audit");
  const scope = await openScope(services, input.query);
  const { list } = input;
  const { firstDay, lastDay } = scope.period;
  const table = await listTable(services, actor, scope, { ...input, most: input.most ?? mostRows });
  await retryOnConflict(async () =>
    services.stores.commit(
      await appendEntries(services, person, installationChain, [
        {
          type: "evidence.exported",
          facts: { what: "list", list, rows: String(table.rows.length), from: firstDay, to: lastDay },
        },
      ]),
    ),
  );
  return {
    title: table.title,
    name: `countersign-${list}-${firstDay}-to-${lastDay}`,
    columns: table.columns,
    rows: table.rows,
    provenance: [
      ...(await provenance(services, { scope, query: input.query, installation: input.installation })),
      ...table.terms,
      ["Rows", table.rows.length],
      ["Exported by", person.name],
    ],
  };
}

async function provenance(
  services: Services,
  {
    scope,
    query,
    installation,
  }: {
    scope: AuditScope;
    query: AuditQuery;
    installation: Pick<Installation, "version" | "node">;
  },
): Promise<[string, string | number][]> {
  const newest = await services.stores.tree.newestCheckpoint();
  const everyone = "everybody";
  return [
    ["Period", `${scope.period.from} to ${scope.period.to} (the end not included), UTC`],
    ["Action", query.action ?? "both"],
    ["Asked by", query.by === null ? everyone : (scope.nameOf(query.by) ?? everyone)],
    ["Decided by", query.decider === null ? everyone : (scope.nameOf(query.decider) ?? everyone)],
    ["End", query.end ?? "every"],
    ["Made at", services.clock.now().toISOString()],
    ["Product", `Countersign ${installation.version}, Node ${installation.node}`],
    ["Entries in the log", await services.stores.log.count()],
    ["Sealed", newest?.size ?? 0],
    ["Root", newest?.root ?? "none yet"],
  ];
}
