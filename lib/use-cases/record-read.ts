import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "./append-entries.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/** What an auditor is about to see: a case and a request by their keys, a user by the id in 1Password. */
export interface ReadRecord {
  what: "case" | "request" | "user";
  key: string;
}

type Needs = Pick<Services, "stores" | "clock" | "ids" | "simulated">;

/**
 * Writes down that an auditor reads a record, once per session and record, before they see it. Gives null when that is
 * recorded or nothing has to be, else the words for the page: while the log is halted reading goes on, and says so.
 */
export async function recordRead(services: Needs, actor: Actor, read: ReadRecord): Promise<string | null> {
  if (actor.kind !== "person" || !actor.roles.includes("auditor")) return null;
  const { sessionRef } = actor;
  const record = `${read.what} ${read.key}`;
  const { audit } = services.stores;
  try {
    await retryOnConflict(async () => {
      if (await audit.hasRead(sessionRef, record)) return;
      const entries = await appendEntries(services, actor, installationChain, [
        { type: "record.read", facts: { what: read.what, key: read.key, record } },
      ]);
      await services.stores.commit([
        audit.insertRead({ sessionRef, record, at: services.clock.now() }),
        ...entries,
      ]);
    });
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
