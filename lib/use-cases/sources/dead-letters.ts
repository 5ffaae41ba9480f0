import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { DeadLetterList, DeadLetterText } from "#lib/domain/views/source-view.ts";
import type { DeadLetterRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain, personHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson, requireReader } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

const perPage = 50;
/** A person who looks needs no more. */
const shownBytes = 64 * 1024;

/** The newest first. Whoever may not change sources sees that they are there, not what is in them. */
export async function listDeadLetters(
  services: Services,
  actor: Actor,
  input: { source: string | null; cursor: string | null },
): Promise<DeadLetterList> {
  requireReader(actor);
  const maySee = maySeeLetters(actor);
  const { items, nextCursor } = await services.stores.signals.deadLetters({ ...input, limit: perPage });
  return {
    letters: items.map((letter) => ({
      id: letter.id,
      source: letter.source,
      receivedAt: letter.receivedAt.toISOString(),
      reason: letter.reason,
      signature: letter.signature,
      size: letter.size,
      head: maySee ? textOf(letter.head) : null,
    })),
    nextCursor,
    mayChange: maySee,
  };
}

/** What came, as text. Throws `role_missing`, `not_found`. */
export async function readDeadLetter(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<DeadLetterText> {
  requirePerson(actor, "change_settings");
  const letter = await loadLetter(services, input.id);
  return {
    id: letter.id,
    source: letter.source,
    text: textOf(letter.raw.subarray(0, shownBytes)),
    cut: letter.raw.length > shownBytes,
  };
}

/** Throws away what nobody can use, with a reason. Those that somebody else took away meanwhile are not counted. */
export async function deleteDeadLetters(
  services: Services,
  actor: Actor,
  input: { ids: readonly string[]; reason: string },
): Promise<{ deleted: number }> {
  const person = requirePerson(actor, "change_settings");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const { stores } = services;
  const deleted = await retryOnConflict(async () => {
    const found = await Promise.all(input.ids.map((id) => stores.signals.deadLetter(id)));
    const letters = found.filter((letter) => letter !== null);
    if (letters.length === 0) return 0;
    const bySource = Map.groupBy(letters, ({ source }) => source);
    await stores.commit([
      ...letters.map(({ id }) => stores.signals.deleteDeadLetter(id)),
      ...(await appendEntries(
        services,
        actor,
        installationChain,
        [...bySource].map(([source, ofSource]) => ({
          type: "setting.changed" as const,
          facts: { name: `source ${source}`, what: "dead letters deleted", letters: String(ofSource.length) },
          private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
        })),
      )),
    ]);
    return letters.length;
  });
  services.hints.publish({ kind: "settings" });
  return { deleted };
}

export async function loadLetter(
  { stores }: Pick<Services, "stores">,
  id: string,
): Promise<DeadLetterRecord & { raw: Uint8Array }> {
  const letter = await stores.signals.deadLetter(id);
  if (!letter) throw new DomainError("not_found", { what: "such dead letter any more" });
  return letter;
}

/** The bodies name people: they are for whoever runs the sources. */
function maySeeLetters(actor: Actor): boolean {
  return actor.kind === "person" && rolesAllow(actor.roles, "change_settings");
}

const utf8 = new TextDecoder("utf-8");

function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
