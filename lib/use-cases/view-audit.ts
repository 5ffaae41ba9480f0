import type { Actor } from "#lib/domain/actor.ts";
import type { AuditPage } from "#lib/domain/views/other-views.ts";
import type { SignalView } from "#lib/domain/views/case-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson, requireReader } from "./authorise.ts";
import { tellEntries } from "./tell-entry.ts";
import { toSignalView } from "./view-case.ts";

/** The entries of all chains, newest first: for those who may look at the record as a whole. */
export async function viewAudit(
  services: Services,
  actor: Actor,
  input: { q: string; limit: number; cursor: string | null },
): Promise<AuditPage> {
  requirePerson(actor, "audit");
  const [page, total] = await Promise.all([services.stores.log.recent(input), services.stores.log.count()]);
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

/** Signals that could be linked to nobody, newest first. */
export async function viewUnlinked(services: Services, actor: Actor): Promise<SignalView[]> {
  requireReader(actor);
  const signals = await services.stores.signals.unlinked(200);
  return signals.map((signal) => toSignalView(signal, new Map()));
}
