import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { type OpenCollector, tryCollector } from "./anchor-log.ts";

/** Says why nothing may be sent to this address, or null. */
export type JudgeUrl = (url: string) => string | null;

/**
 * Adds a collector that gets each newest checkpoint from now on. Throws `role_missing`, and `invalid_input` for an
 * address that nothing is sent to, a secret that is too short, or a name that was used before.
 */
export async function addCollector(
  services: Services,
  actor: Actor,
  input: { name: string; url: string; secret: string | null; judgeUrl: JudgeUrl },
): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { stores, clock } = services;
  const { name, url, secret } = input;
  const problem = input.judgeUrl(url);
  if (problem !== null) throw new DomainError("invalid_input", { problem: `url: ${problem}.` });
  await retryOnConflict(async () => {
    if (name === "file" || (await stores.anchors.byName(name)) !== null) {
      throw new DomainError("invalid_input", {
        problem: `name: There is or was an anchor named ${name}, and its receipts keep that name.`,
      });
    }
    await stores.commit([
      stores.anchors.insert({
        name,
        url,
        secret,
        createdAt: clock.now(),
        removedAt: null,
        failures: 0,
        lastError: null,
        nextTryAt: null,
      }),
      ...(await appendEntries(services, person, installationChain, [
        {
          type: "setting.changed",
          after: "created",
          facts: {
            what: "anchor",
            name: `anchor ${name}`,
            to: new URL(url).origin,
            signed: String(secret !== null),
          },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/** Sends nothing to this collector any more. Its receipts stay. Throws `role_missing` and `not_found`. */
export async function removeCollector(
  services: Services,
  actor: Actor,
  { name }: { name: string },
): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { stores, clock } = services;
  await retryOnConflict(async () => {
    const record = await stores.anchors.byName(name);
    if (record === null || record.removedAt !== null) {
      throw new DomainError("not_found", { what: `anchor ${name}` });
    }
    await stores.commit([
      stores.anchors.remove(name, clock.now()),
      ...(await appendEntries(services, person, installationChain, [
        {
          type: "setting.changed",
          before: "in use",
          after: "removed",
          facts: { what: "anchor", name: `anchor ${name}`, to: new URL(record.url).origin },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/** Sends the newest checkpoint to a collector now. Throws `role_missing` and `not_found`. */
export async function testCollector(
  services: Services,
  actor: Actor,
  { name, openCollector }: { name: string; openCollector: OpenCollector },
): Promise<{ works: boolean; message: string }> {
  requirePerson(actor, "change_settings");
  const record = await services.stores.anchors.byName(name);
  if (record === null || record.removedAt !== null) {
    throw new DomainError("not_found", { what: `anchor ${name}` });
  }
  const { problem, size } = await tryCollector(services, record, openCollector);
  services.hints.publish({ kind: "settings" });
  return problem === null
    ? { works: true, message: `It took the checkpoint of ${size.toLocaleString("en")} entries.` }
    : { works: false, message: problem };
}
