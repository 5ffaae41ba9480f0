import type { Actor, PersonActor, SystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { KeyScope } from "#lib/domain/key-scope.ts";
import type { KeyRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

type Needs = Pick<Services, "stores" | "clock" | "ids" | "simulated">;

export interface CreateKeyInput {
  name: string;
  scopes: KeyScope[];
  /** Team that answers for what is done with it; no person's name. */
  owner: string;
  purpose: string;
  /** An AI agent holds it: its proposals say so. */
  heldByAgent: boolean;
  /** From then on it is refused; null: until it is revoked. */
  expiresAt: Date | null;
  /** SHA-256 of the key, hex. The caller made the key and shows it once. */
  tokenHash: string;
}

/**
 * Lets a machine in. Throws `role_missing`, and `invalid_input` for a name in use, no scope, or an expiry that is over.
 */
export async function createKey(
  services: Needs,
  actor: Actor,
  input: CreateKeyInput,
): Promise<{ id: string }> {
  const changer = requireChanger(actor);
  const { stores, clock, ids } = services;
  const { name, scopes, expiresAt, heldByAgent, tokenHash } = input;
  if (scopes.length === 0) throw new DomainError("invalid_input", { problem: "Choose at least one scope." });
  return retryOnConflict(async () => {
    const now = clock.now();
    if (expiresAt !== null && expiresAt <= now) {
      throw new DomainError("invalid_input", { problem: "The key would have expired already." });
    }
    const known = await stores.apiKeys.all();
    if (known.some((key) => key.name === name && key.revokedAt === null)) {
      throw new DomainError("invalid_input", { problem: `There is a key named ${name} already.` });
    }
    const record: KeyRecord = {
      id: ids.next(),
      name,
      scopes: [...new Set(scopes)],
      owner: input.owner.trim().toWellFormed(),
      purpose: input.purpose.trim().toWellFormed(),
      heldByAgent,
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    };
    await stores.commit([
      stores.apiKeys.insert(record, tokenHash),
      ...(await appendEntries(services, changer, installationChain, [
        {
          type: "key.changed",
          after: "created",
          facts: {
            name,
            keyId: record.id,
            scopes: record.scopes.join(" "),
            heldByAgent: String(heldByAgent),
            expiresAt: expiresAt?.toISOString() ?? "never",
          },
        },
      ])),
    ]);
    return { id: record.id };
  });
}

/** Refuses the key from the next request on. Throws `role_missing`, and `not_found` where it was revoked before. */
export async function revokeKey(services: Needs, actor: Actor, input: { id: string }): Promise<void> {
  const changer = requireChanger(actor);
  const { stores, clock } = services;
  await retryOnConflict(async () => {
    const key = await stores.apiKeys.byId(input.id);
    if (key === null || key.revokedAt !== null) throw new DomainError("not_found", { what: "such key" });
    await stores.commit([
      stores.apiKeys.revoke(key.id, clock.now()),
      ...(await appendEntries(services, changer, installationChain, [
        {
          type: "key.changed",
          before: "in use",
          after: "revoked",
          facts: { name: key.name, keyId: key.id, scopes: key.scopes.join(" ") },
        },
      ])),
    ]);
  });
}

/** An administrator, or whoever runs the server and sits at its command line. */
function requireChanger(actor: Actor): PersonActor | SystemActor {
  if (actor.kind === "system" && actor.part === "administration") return actor;
  return requirePerson(actor, "change_settings");
}
