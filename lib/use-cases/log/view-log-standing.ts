import type { LogStandingView } from "#lib/domain/views/other-views.ts";
import type { Anchor, Seal } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";

/** What protects the log now: how much is sealed under which root, and when it was last taken elsewhere. */
export async function viewLogStanding(
  { stores, seal }: Pick<Services, "stores"> & { seal: Pick<Seal, "standing"> },
  anchors: readonly Anchor[],
): Promise<LogStandingView> {
  const [total, waiting, newest, receipts] = await Promise.all([
    stores.log.count(),
    stores.tree.waitingCount(),
    stores.tree.newestCheckpoint(),
    stores.tree.receipts(),
  ]);
  const standing = seal.standing();
  return {
    total,
    waiting,
    sealed: newest === null ? null : { size: newest.size, root: newest.root, at: newest.at.toISOString() },
    anchors: anchors.map(({ name, place }) => {
      const receipt = receipts.find(({ anchor }) => anchor === name);
      return {
        name,
        place,
        last: receipt === undefined ? null : { size: receipt.size, at: receipt.at.toISOString() },
      };
    }),
    problem: standing.state === "sealing" ? null : { state: standing.state, words: standing.problem },
  };
}
