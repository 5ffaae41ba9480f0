import type { Actor } from "#lib/domain/actor.ts";
import {
  type EntryException,
  type ExceptionKind,
  type RequestException,
  requestExceptions,
} from "#lib/domain/audit.ts";
import type {
  AuditRequestRow,
  ExceptionCounts,
  LogException,
  RowsPage,
} from "#lib/domain/views/audit-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { tellEntries } from "#lib/use-cases/tell-entry.ts";
import { type AuditScope, withException } from "./scope.ts";
import { anchoredLate, sealedLate } from "./late-protection.ts";
import { toRequestRow } from "./to-row.ts";

export type ExceptionRows =
  | { of: "requests"; kind: RequestException; page: RowsPage<AuditRequestRow> }
  | { of: "log"; kind: Exclude<ExceptionKind, RequestException>; page: RowsPage<LogException> };

/** How many exceptions of each kind there are. Those about requests are of the population, the others of the period. */
export async function countExceptions(
  services: Services,
  actor: Actor,
  { population }: AuditScope,
): Promise<ExceptionCounts> {
  requirePerson(actor, "audit");
  const { audit } = services.stores;
  const { from, to } = population;
  const entries = (exception: EntryException) =>
    audit.entryCount({ from, to, types: [], code: null, exception });
  const [outside, late, seals, anchors, ...requests] = await Promise.all([
    entries("changed_outside"),
    entries("clock_went_back"),
    sealedLate(services, population, 0),
    anchoredLate(services, population, 0),
    ...requestExceptions.map((kind) => audit.total(withException(population, kind))),
  ]);
  const ofRequests = Object.fromEntries(
    requestExceptions.map((kind, index) => [kind, requests[index] ?? 0]),
  ) as Record<RequestException, number>;
  return {
    ...ofRequests,
    changed_outside: outside,
    clock_went_back: late,
    sealed_late: seals.total,
    anchored_late: anchors.total,
  };
}

/** The rows of one kind, newest first. Seals and anchors come at once: they are few, or something is badly wrong. */
export async function viewExceptions(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  input: { kind: ExceptionKind; limit: number; cursor: string | null },
): Promise<ExceptionRows> {
  requirePerson(actor, "audit");
  const { audit } = services.stores;
  const { kind, limit, cursor } = input;
  switch (kind) {
    case "sealed_late":
      return { of: "log", kind, page: await sealedLate(services, scope.population, limit) };
    case "anchored_late":
      return { of: "log", kind, page: await anchoredLate(services, scope.population, limit) };
    case "changed_outside":
    case "clock_went_back":
      return { of: "log", kind, page: await entryRows(services, scope, kind, { limit, cursor }) };
    case "fast_decision":
    case "unverified_reactivation":
    case "credentials_unchecked":
    case "uncertain":
    case "expired":
    case "time_limit_missed": {
      const filter = withException(scope.population, kind);
      const [page, total] = await Promise.all([
        audit.requests(filter, { limit, cursor }),
        audit.total(filter),
      ]);
      const items = page.items.map((request) => toRequestRow(scope, request, [kind]));
      return { of: "requests", kind, page: { items, nextCursor: page.nextCursor, total } };
    }
  }
}

async function entryRows(
  services: Services,
  { population: { from, to } }: AuditScope,
  exception: EntryException,
  page: { limit: number; cursor: string | null },
): Promise<RowsPage<LogException>> {
  const { audit } = services.stores;
  const selection = { from, to, types: [], code: null, exception };
  const [found, total] = await Promise.all([audit.entries(selection, page), audit.entryCount(selection)]);
  const told = await tellEntries(services, found.items);
  const items = told.map((entry, index): LogException => {
    const record = found.items[index];
    return {
      at: entry.at,
      what: entry.quote === null ? entry.story : `${entry.story}: ${entry.quote}`,
      chain: record?.chain ?? null,
      n: entry.n,
      requestKey: record?.requestKey ?? null,
      simulated: entry.simulated,
    };
  });
  return { items, nextCursor: found.nextCursor, total };
}

/** The kinds of exceptions that each of these requests is of, in the order of the list of kinds. */
export async function exceptionsOf(
  { stores }: Services,
  { population }: Pick<AuditScope, "population">,
  limit: number,
): Promise<Map<string, ExceptionKind[]>> {
  const found = new Map<string, ExceptionKind[]>();
  const lists = await Promise.all(
    requestExceptions.map((kind) => stores.audit.keys(withException(population, kind), limit)),
  );
  for (const [index, kind] of requestExceptions.entries()) {
    for (const key of lists[index] ?? []) found.set(key, [...(found.get(key) ?? []), kind]);
  }
  return found;
}
