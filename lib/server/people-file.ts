import "server-only";

import { readPeopleCsv } from "#lib/adapters/people/read-csv.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import type { RowError } from "#lib/domain/people-file.ts";
import type { PeopleFileAnswer } from "#lib/domain/views/people-view.ts";
import { problemResponse } from "#lib/server/problem.ts";
import type { Services } from "#lib/ports/services.ts";
import { applyPeopleFile } from "#lib/use-cases/people/apply-people-file.ts";
import { planPeopleFile, requirePeopleWriter } from "#lib/use-cases/people/plan-people-file.ts";

/** A CSV file of a person's: previewed without `seen`, taken in with the digest of what was previewed. */
export async function takePeopleCsv(
  services: Services,
  actor: PersonActor,
  input: { csv: string; name: string; complete: boolean; seen: string | null },
): Promise<PeopleFileAnswer> {
  requirePeopleWriter(actor);
  const { rows, errors } = readPeopleCsv(input.csv);
  const nothing = { changes: [], same: 0, digest: "", applied: null };
  if (errors.length > 0) return { ...nothing, errors };
  const file = { rows, complete: input.complete };
  if (input.seen === null) return { ...(await planPeopleFile(services, actor, file)), applied: null };
  const applied = await applyPeopleFile(services, actor, { ...file, source: input.name, seen: input.seen });
  if (!applied.ok) return { ...nothing, errors: applied.errors };
  const { added, changed, removed, same } = applied;
  return { ...nothing, errors: [], same, applied: { added, changed, removed } };
}

/** 422 with each row that doesn't fit: nothing of the list was taken. */
export async function rowsRefused(errors: readonly RowError[]): Promise<Response> {
  const plain = problemResponse({
    status: 422,
    code: "invalid_input",
    detail: `${errors.length === 1 ? "1 row doesn't" : `${errors.length} things don't`} fit. Nothing was changed. Correct what is listed and send all of it again.`,
  });
  const body = { ...((await plain.json()) as object), errors: errors.slice(0, 500) };
  return new Response(JSON.stringify(body), { status: plain.status, headers: plain.headers });
}
