import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { emailKey } from "#lib/domain/person.ts";
import type { ClassChangeRecord, ProfileRecord } from "#lib/ports/profile-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { idempotent } from "#lib/use-cases/idempotent.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import {
  type PeopleFile,
  type PeoplePlan,
  type ReadPlan,
  readPlan,
  requirePeopleWriter,
} from "./plan-people-file.ts";

/** Revision of the people file in the store: two files at the same moment come one after the other. */
const peopleFileName = "people-file";

export type AppliedFile =
  | { ok: true; added: number; changed: number; removed: number; same: number }
  | { ok: false; errors: PeoplePlan["errors"] };

/**
 * Takes in a file as a whole, or nothing of it. `seen` is the digest of the plan that somebody looked at: where it
 * would change something else by now it is refused. No state is changed, neither here nor in 1Password.
 */
export async function applyPeopleFile(
  services: Services,
  actor: Actor,
  input: PeopleFile & { source: string; seen?: string | undefined; idempotencyKey?: string | undefined },
): Promise<AppliedFile> {
  requirePeopleWriter(actor);
  const { rows, complete, source } = input;
  const applied = await retryOnConflict(async (): Promise<AppliedFile> => {
    const { stores, clock } = services;
    const once =
      input.idempotencyKey === undefined
        ? null
        : await idempotent(services, {
            scope: `subjects:${idOf(actor)}`,
            key: input.idempotencyKey,
            body: { rows, complete },
          });
    if (once !== null && once.known !== null) return JSON.parse(once.known) as AppliedFile;
    const before = await stores.controls.read(peopleFileName);
    const read = await readPlan(services, { rows, complete });
    const { plan } = read;
    if (plan.errors.length > 0) return { ok: false, errors: plan.errors };
    if (input.seen !== undefined && input.seen !== plan.digest) throw new DomainError("changed_meanwhile");
    const count = (kind: string) => plan.changes.filter((change) => change.kind === kind).length;
    const answer = {
      ok: true as const,
      added: count("added"),
      changed: count("changed"),
      removed: count("removed"),
      same: plan.same,
    };
    const now = clock.now();
    await stores.commit([
      stores.controls.change(peopleFileName, before, JSON.stringify({ id: services.ids.next() })),
      ...stores.profiles.replace({
        removed: read.removed.map(({ email }) => emailKey(email)),
        written: read.written.map(({ after }): ProfileRecord => ({ ...after, source, importedAt: now })),
      }),
      ...stores.profiles.insertClassChanges(classChanges(services, read, { source, now })),
      ...(once === null ? [] : [once.remember(JSON.stringify(answer))]),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          facts: {
            name: "people_file",
            rows: String(rows.length),
            added: String(answer.added),
            changed: String(answer.changed),
            removed: String(answer.removed),
            plan: plan.digest,
          },
        },
      ])),
    ]);
    return answer;
  });
  services.hints.publish({ kind: "directory" });
  return applied;
}

/** What the file says of somebody's class, where that is something else than before. */
function classChanges(
  services: Services,
  { written, removed }: ReadPlan,
  { source, now }: { source: string; now: Date },
): ClassChangeRecord[] {
  return [
    ...written.map(({ before, after }) => ({
      email: after.email,
      old: before?.identityClass ?? null,
      next: after.identityClass,
    })),
    ...removed.map(({ email, identityClass }) => ({ email, old: identityClass, next: null })),
  ]
    .filter(({ old, next }) => old !== next)
    .map(({ email, next }) => ({
      id: services.ids.next(),
      subjectId: null,
      emailKey: emailKey(email),
      by: "file" as const,
      identityClass: next,
      reason: null,
      byPersonId: null,
      source,
      at: now,
    }));
}

function idOf(actor: Actor): string {
  switch (actor.kind) {
    case "key":
      return actor.keyId;
    case "person":
      return actor.personId;
    case "system":
      return actor.part;
  }
}
