import type { Actor } from "#lib/domain/actor.ts";
import type { AuditQuery } from "#lib/domain/audit.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { Entry } from "#lib/domain/entry.ts";
import type { RecordView, SignInContext } from "#lib/domain/views/audit-view.ts";
import { leafHashHex, sha256Hex } from "#lib/log/hashes.ts";
import type { EntryRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { tellEntries } from "#lib/use-cases/tell-entry.ts";
import { viewRequest } from "#lib/use-cases/view-approvals.ts";
import { drawKeys } from "./draw-sample.ts";
import type { AuditScope } from "./scope.ts";
import { exceptionsOf } from "./view-exceptions.ts";

const entriesShown = 500;

/** One request with everything that shows who did what to whom, by which right, and whether the record still holds. */
export async function viewRecord(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  query: Pick<AuditQuery, "order" | "n" | "end" | "seed"> & { request: string },
): Promise<RecordView> {
  requirePerson(actor, "audit");
  const { stores } = services;
  const request = await stores.requests.byKey(query.request);
  if (request === null) throw new DomainError("not_found", { what: `request ${query.request}` });
  const from = request.createdAt;
  const justThis = { population: { ...scope.population, from, to: new Date(from.getTime() + 1) } };
  const [view, records, place, undoneBy, exceptions] = await Promise.all([
    viewRequest(services, actor, { id: request.key }),
    stores.audit.entriesOf(request.key, entriesShown),
    findPlace(services, scope, query),
    findUndoing(services, request),
    exceptionsOf(services, justThis, 100),
  ]);
  const told = await tellEntries(services, records);
  return {
    request: view,
    simulated: told.some(({ type, simulated }) => type === "request.submitted" && simulated),
    exceptions: exceptions.get(request.key) ?? [],
    contexts: records.flatMap((record) => toContext(scope, record)),
    digestHolds: sha256Hex(request.payload) === request.digest,
    entries: told.map((entry, index) => ({
      ...entry,
      chain: records[index]?.chain ?? "",
      hashHolds: leafHashHex(records[index]?.bytes ?? new Uint8Array()) === entry.hash,
    })),
    undoneBy,
    place,
  };
}

const contextWords: Partial<Record<Entry["type"], string>> = {
  "request.submitted": "asked",
  "request.approved": "approved",
  "request.denied": "denied",
  "request.withdrawn": "withdrew",
  "decision.refused": "tried to decide, and was refused",
};

function toContext({ nameOf }: AuditScope, record: EntryRecord): SignInContext[] {
  const entry = Entry.parse(JSON.parse(new TextDecoder().decode(record.bytes)));
  const did = contextWords[entry.type];
  const { actor } = entry;
  if (did === undefined || actor.kind !== "person") return [];
  const { roles, iss, sub, amr, authTime, sessionRef } = actor;
  return [
    {
      person: nameOf(actor.personId) ?? "",
      did,
      at: entry.at,
      roles,
      iss,
      sub,
      amr,
      authTime,
      sessionRef,
    },
  ];
}

/** Its neighbours in the sample that the address names. */
async function findPlace(
  services: Services,
  scope: AuditScope,
  { request, seed, ...query }: Pick<AuditQuery, "order" | "n" | "end" | "seed"> & { request: string },
): Promise<RecordView["place"]> {
  if (seed === null) return null;
  const keys = (await drawKeys(services, scope, { ...query, seed }))?.keys ?? [];
  const index = keys.indexOf(request);
  if (index === -1) return null;
  return {
    position: index + 1,
    of: keys.length,
    previous: keys[index - 1] ?? null,
    next: keys[index + 1] ?? null,
  };
}

/** The first reactivation of the person that succeeded after this suspension. */
async function findUndoing({ stores }: Services, request: RequestRecord): Promise<RecordView["undoneBy"]> {
  const { endedAt } = request;
  if (request.action !== "suspend" || request.status !== "succeeded" || endedAt === null) return null;
  const later = (await stores.requests.ofSubject(request.subjectId, 1_000))
    .filter(({ action, status }) => action === "reactivate" && status === "succeeded")
    .flatMap(({ key, endedAt: at }) => (at !== null && at > endedAt ? [{ key, at: at.toISOString() }] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return later[0] ?? null;
}
