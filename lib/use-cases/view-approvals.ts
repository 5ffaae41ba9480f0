import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { RequestListPage, RequestView } from "#lib/domain/views/request-view.ts";
import type { Services } from "#lib/ports/services.ts";
import type { RequestRow } from "#lib/ports/store.ts";
import { requireReader } from "./authorise.ts";
import { findProposer } from "./find-proposer.ts";
import { loadTeam } from "./load-team.ts";
import { toRequestListItem, toRequestView } from "./view-request.ts";

export type ApprovalsTab = "pending" | "under-way" | "history" | "mine";

/** A tab of the approvals inbox: what waits (soonest to expire first), what is being carried out, what was. */
export async function viewApprovals(
  services: Services,
  actor: Actor,
  input: { tab: ApprovalsTab; limit: number; cursor: string | null },
): Promise<RequestListPage> {
  requireReader(actor);
  const { requests } = services.stores;
  const { limit, cursor } = input;
  const team = await loadTeam(services);
  const asItems = (rows: RequestRow[]) =>
    Promise.all(
      rows.map(async (row) =>
        toRequestListItem(services, actor, {
          row,
          votes: await requests.votes(row.id),
          team,
          proposedBy: await findProposer(services, row.proposedBy),
        }),
      ),
    );
  switch (input.tab) {
    case "pending": {
      const page = await requests.pending({ limit, cursor });
      return { items: await asItems(page.items), nextCursor: page.nextCursor };
    }
    case "under-way":
      return { items: await asItems(await requests.underWay(limit)), nextCursor: null };
    case "history": {
      const page = await requests.history({ limit, cursor });
      return { items: await asItems(page.items), nextCursor: page.nextCursor };
    }
    case "mine": {
      if (actor.kind !== "person") return { items: [], nextCursor: null };
      const page = await requests.history({ limit, cursor, requesterPersonId: actor.personId });
      return { items: await asItems(page.items), nextCursor: page.nextCursor };
    }
  }
}

/** One request by its key or its id, with everything that belongs to it. */
export async function viewRequest(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<RequestView> {
  requireReader(actor);
  const { stores } = services;
  const request = (await stores.requests.byKey(input.id)) ?? (await stores.requests.byId(input.id));
  const found = request && (await stores.cases.byId(request.caseId));
  if (!request || !found) throw new DomainError("not_found", { what: `request ${input.id}` });
  return toRequestView(services, actor, request, found);
}
