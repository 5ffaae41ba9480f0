import type { Actor } from "#lib/domain/actor.ts";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { AuditPage } from "#lib/domain/views/other-views.ts";
import type { EntrySelection } from "#lib/ports/audit-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { tellEntries } from "#lib/use-cases/tell-entry.ts";
import type { AuditScope } from "./scope.ts";

/** The entries of one type in the period, newest first: the rows behind a figure. */
export async function viewEntriesOfType(
  services: Services,
  actor: Actor,
  { population: { from, to } }: AuditScope,
  input: Pick<AuditQuery, "type" | "code"> & { limit: number; cursor: string | null },
): Promise<AuditPage> {
  requirePerson(actor, "audit");
  const { audit } = services.stores;
  const selection: EntrySelection = {
    from,
    to,
    types: input.type === null ? [] : [input.type],
    code: input.type === "decision.refused" ? input.code : null,
    exception: null,
  };
  const [page, total] = await Promise.all([audit.entries(selection, input), audit.entryCount(selection)]);
  const told = await tellEntries(services, page.items);
  return {
    items: told.map((entry, index) => ({
      ...entry,
      chain: page.items[index]?.chain ?? "",
      requestKey: page.items[index]?.requestKey ?? null,
    })),
    nextCursor: page.nextCursor,
    total,
  };
}
