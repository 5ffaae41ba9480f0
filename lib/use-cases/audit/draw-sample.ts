import type { Actor } from "#lib/domain/actor.ts";
import type { AuditQuery, ExceptionKind } from "#lib/domain/audit.ts";
import type { SampleView } from "#lib/domain/views/audit-view.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { type AuditScope, withEnd } from "./scope.ts";
import { toRequestRow } from "./to-row.ts";
import { exceptionsOf } from "./view-exceptions.ts";

/** More requests than this aren't drawn from: every one of them is hashed while somebody waits. */
const largest = 200_000;

interface Drawn {
  keys: string[];
  population: number;
  fingerprint: string;
  exceptions: ReadonlyMap<string, ExceptionKind[]>;
}

type SampleQuery = Pick<AuditQuery, "order" | "n" | "end"> & { seed: string };

/**
 * Draws a sample: requests in the order of SHA-256(seed, newline, key), the first n of them. Seed and population alone
 * make the order, so anybody can draw it again. By risk, those with the most exceptions come first.
 */
export async function drawSample(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  query: SampleQuery,
): Promise<SampleView> {
  requirePerson(actor, "audit");
  const { seed, n, order } = query;
  const drawn = await drawKeys(services, scope, query);
  if (drawn === null) {
    return {
      seed,
      n,
      order,
      population: await services.stores.audit.total(withEnd(scope.population, query.end)),
      fingerprint: "",
      items: [],
      problem: `The population has more than ${largest.toLocaleString("en")} requests. Nothing was drawn. Choose a shorter period or narrow it.`,
    };
  }
  const requests = await services.stores.audit.byKeys(drawn.keys);
  return {
    seed,
    n,
    order,
    population: drawn.population,
    fingerprint: drawn.fingerprint,
    items: requests.map((request) => toRequestRow(scope, request, drawn.exceptions.get(request.key))),
    problem: null,
  };
}

/** The keys of a sample in its order; null where the population is too large. */
export async function drawKeys(
  services: Services,
  scope: AuditScope,
  { seed, n, order, end }: SampleQuery,
): Promise<Drawn | null> {
  const population = await services.stores.audit.keys(withEnd(scope.population, end), largest + 1);
  if (population.length > largest) return null;
  const exceptions = await exceptionsOf(services, scope, largest);
  const placed = population.map((key) => ({
    key,
    hash: sha256Hex(`${seed}\n${key}`),
    risk: order === "risk" ? (exceptions.get(key)?.length ?? 0) : 0,
  }));
  placed.sort((a, b) => b.risk - a.risk || (a.hash < b.hash ? -1 : 1));
  return {
    keys: placed.slice(0, n).map(({ key }) => key),
    population: population.length,
    fingerprint: sha256Hex(population.toSorted().join("\n")),
    exceptions,
  };
}
