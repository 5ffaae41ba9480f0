import type { Actor } from "#lib/domain/actor.ts";
import type { AuditPage } from "#lib/domain/views/other-views.ts";
import type { UnlinkedSignal } from "#lib/domain/views/correlation-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson, requireReader } from "./authorise.ts";
import { suggestSubject } from "./filing/suggest-subject.ts";
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

/** Signals that could be linked to nobody, newest first, each with whom it may mean where that can be guessed. */
export async function viewUnlinked(services: Services, actor: Actor): Promise<UnlinkedSignal[]> {
  requireReader(actor);
  const signals = await services.stores.signals.unlinked(200);
  return Promise.all(
    signals.map(async (signal) => ({
      ...toSignalView(signal, new Map()),
      suggestion: await suggestSubject(services, signal),
      hasProviderId: signal.subject.providerId !== null,
    })),
  );
}
