import type { ProposerView } from "#lib/domain/views/request-view.ts";
import type { Services } from "#lib/ports/services.ts";

/** The machine behind a proposal, in words; null where a person asked by themselves. */
export async function findProposer(
  { stores }: Pick<Services, "stores">,
  proposedBy: string | null,
): Promise<ProposerView | null> {
  if (proposedBy === null) return null;
  if (!proposedBy.startsWith("key:")) return { name: "Countersign", owner: null, agent: false };
  const key = await stores.apiKeys.byId(proposedBy.slice("key:".length));
  if (key === null) return { name: "a key that is no more", owner: null, agent: false };
  return { name: key.name, owner: key.owner === "" ? null : key.owner, agent: key.heldByAgent };
}
