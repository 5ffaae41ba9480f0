import type { Actor } from "#lib/domain/actor.ts";
import type { AuditQuery, ExceptionKind } from "#lib/domain/audit.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { AuditRequestRow } from "#lib/domain/views/audit-view.ts";
import type { Services } from "#lib/ports/services.ts";
import type { CsvCell } from "#lib/report/csv.ts";
import { drawSample } from "./draw-sample.ts";
import { type AuditScope, withEnd } from "./scope.ts";
import { toRequestRow } from "./to-row.ts";
import { viewCarriedOut, viewDecisions, viewMachines, viewMembers } from "./view-access.ts";
import { viewEntriesOfType } from "./view-entries.ts";
import { viewExceptions } from "./view-exceptions.ts";

/** The lists that can be taken along. */
export const auditLists = [
  "population",
  "exceptions",
  "sample",
  "decisions",
  "changes",
  "members",
  "machines",
  "entries",
] as const;
export type AuditListName = (typeof auditLists)[number];

export interface ListTable {
  title: string;
  columns: readonly string[];
  rows: CsvCell[][];
  /** What only this list is narrowed or made by. */
  terms: [string, string | number][];
}

/** Entries are decrypted one by one, so one file holds fewer of them. */
const mostEntries = 10_000;

/** The rows of a list, all of them, at most so many. Throws `export_too_large` where there are more. */
export async function listTable(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  input: { list: AuditListName; query: AuditQuery; most: number },
): Promise<ListTable> {
  const { query, most } = input;
  switch (input.list) {
    case "population": {
      const filter = withEnd(scope.population, query.end);
      requireFew(await services.stores.audit.total(filter), most);
      const page = await services.stores.audit.requests(filter, { limit: most, cursor: null });
      return requestTable(
        "Population",
        page.items.map((request) => toRequestRow(scope, request)),
      );
    }
    case "exceptions":
      return exceptionTable(services, actor, scope, { kind: query.kind ?? "fast_decision", most });
    case "sample": {
      const seed = query.seed ?? "";
      const sample = await drawSample(services, actor, scope, { ...query, seed });
      if (sample.problem !== null)
        throw new DomainError("export_too_large", tooMany(sample.population, most));
      const { order, n, population, fingerprint } = sample;
      return {
        ...requestTable("Sample", sample.items),
        terms: [
          ["Drawn", order === "random" ? "at random" : "by risk, at random where equal"],
          ["Seed", seed],
          ["Size", n],
          ["Drawn from", population],
          ["SHA-256 of the sorted keys drawn from", fingerprint],
          ["Order", "SHA-256 of seed, newline, request key; lowest first"],
        ],
      };
    }
    case "decisions": {
      const matrix = await viewDecisions(services, actor, scope);
      return {
        title: "Who asked and who decided",
        columns: ["Asked", ...matrix.people.flatMap(({ name }) => [`${name}: approved`, `${name}: denied`])],
        rows: matrix.rows.map(({ requester, cells }) => [
          requester.name,
          ...cells.flatMap(({ approved, denied }) => [approved, denied]),
        ]),
        terms: [],
      };
    }
    case "changes": {
      const page = await viewCarriedOut(services, actor, scope, { limit: most, cursor: null });
      requireFew(page.total, most);
      const table = requestTable("Suspended and reactivated", page.items);
      return {
        ...table,
        columns: [
          ...table.columns,
          "Reason",
          "State now",
          "Read at",
          "Days suspended",
          "Review due",
          "Review",
        ],
        rows: page.items.map((row, index) => [
          ...(table.rows[index] ?? []),
          row.reason,
          row.stateNow?.state ?? null,
          row.stateNow?.readAt ?? null,
          row.daysSuspended,
          row.review?.dueAt ?? null,
          row.review?.status ?? null,
        ]),
      };
    }
    case "members": {
      const members = await viewMembers(services, actor, scope);
      return {
        title: "Members",
        columns: ["Name", "E-mail", "Roles", "First seen", "Last use", "Disabled", "Linked to"],
        rows: members.map((member) => [
          member.name,
          member.email,
          member.roles.join(" "),
          member.firstSeenAt,
          member.lastSeenAt,
          member.disabledAt,
          member.linkedTo,
        ]),
        terms: [],
      };
    }
    case "machines":
      return machineTable(services, actor);
    case "entries":
      return entryTable(services, actor, scope, { query, most: Math.min(most, mostEntries) });
  }
}

function requestTable(title: string, rows: readonly AuditRequestRow[]): ListTable {
  return {
    title,
    columns: [
      "Request",
      "Case",
      "Action",
      "Status",
      "Name",
      "E-mail",
      "1Password id",
      "Asked by",
      "Decided by",
      "Policy",
      "Asked at",
      "Ended at",
      "First decision after (ms)",
      "Exceptions",
      "Simulated",
    ],
    rows: rows.map((row) => [
      row.key,
      row.caseKey,
      row.action,
      row.status,
      row.subjectName,
      row.subjectEmail,
      row.subjectId,
      row.requester,
      row.deciders.join("; "),
      row.policy,
      row.createdAt,
      row.endedAt,
      row.decisionMs,
      row.exceptions.join(" "),
      row.simulated ? "yes" : "no",
    ]),
    terms: [],
  };
}

async function exceptionTable(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  { kind, most }: { kind: ExceptionKind; most: number },
): Promise<ListTable> {
  const found = await viewExceptions(services, actor, scope, { kind, limit: most, cursor: null });
  requireFew(found.page.total, most);
  const terms: ListTable["terms"] = [["Kind of exception", kind]];
  if (found.of === "requests") return { ...requestTable("Exceptions", found.page.items), terms };
  return {
    title: "Exceptions",
    columns: ["At", "Found", "Chain", "Number", "Request", "Simulated"],
    rows: found.page.items.map((row) => [
      row.at,
      row.what,
      row.chain,
      row.n,
      row.requestKey,
      row.simulated ? "yes" : "no",
    ]),
    terms,
  };
}

async function machineTable(services: Services, actor: Actor): Promise<ListTable> {
  const { keys, sources, applications } = await viewMachines(services, actor);
  return {
    title: "API keys, sources and applications",
    columns: ["Kind", "Name", "May", "Made at", "Last use", "Ended"],
    rows: [
      ...keys.map((key): CsvCell[] => [
        "API key",
        key.name,
        key.scopes.join(" "),
        key.createdAt,
        key.lastUsedAt,
        key.revokedAt,
      ]),
      ...sources.map((source): CsvCell[] => [
        "source",
        source.name,
        source.preset,
        source.createdAt,
        source.lastDeliveryAt,
        source.enabled ? null : "switched off",
      ]),
      ...applications.map((one): CsvCell[] => [
        "application at 1Password",
        one.name,
        null,
        null,
        one.lastSuccessAt,
        null,
      ]),
    ],
    terms: [],
  };
}

async function entryTable(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  { query, most }: { query: AuditQuery; most: number },
): Promise<ListTable> {
  const page = await viewEntriesOfType(services, actor, scope, {
    ...query,
    limit: most,
    cursor: null,
  });
  requireFew(page.total, most);
  return {
    title: "Entries",
    columns: [
      "At",
      "Chain",
      "Number",
      "Type",
      "Actor",
      "What happened",
      "Text",
      "Request",
      "Leaf hash",
      "Index",
      "Simulated",
    ],
    rows: page.items.map((entry) => [
      entry.at,
      entry.chain,
      entry.n,
      entry.type,
      entry.actor,
      entry.story,
      entry.quote,
      entry.requestKey,
      entry.hash,
      entry.index,
      entry.simulated ? "yes" : "no",
    ]),
    terms: [["Type of entry", query.type ?? "every"]],
  };
}

function requireFew(rows: number, most: number): void {
  if (rows > most) throw new DomainError("export_too_large", tooMany(rows, most));
}

function tooMany(rows: number, most: number) {
  return { rows: rows.toLocaleString("en"), most: most.toLocaleString("en") };
}
