import type { AnchorView } from "#lib/domain/views/other-views.ts";
import type { Anchor } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";

/** Sealed for so long and not anchored: said on every page. */
export const anchorWithinMs = 15 * 60_000;

/**
 * What each anchor has, and since when something sealed has not reached it: that age is how long a cut by somebody with
 * the log's key would go unseen by it.
 */
export async function viewAnchors(
  { stores }: Pick<Services, "stores">,
  anchors: readonly Anchor[],
): Promise<AnchorView[]> {
  const collectors = await stores.anchors.all();
  const all = [
    ...anchors.map(({ name, place }) => ({ name, place, collector: null })),
    ...collectors.map((collector) => ({ name: collector.name, place: hostOf(collector.url), collector })),
  ];
  return Promise.all(
    all.map(async ({ name, place, collector }): Promise<AnchorView> => {
      const receipt = await stores.tree.newestReceipt(name);
      const lacking = await stores.tree.firstCheckpointAfter(receipt);
      const since = lacking && Math.max(lacking.at.getTime(), collector?.createdAt.getTime() ?? 0);
      return {
        name,
        place,
        last: receipt && { size: receipt.size, at: receipt.at.toISOString() },
        lacksSince: since === null ? null : new Date(since).toISOString(),
        collector: collector && {
          signed: collector.secret !== null,
          failures: collector.failures,
          lastError: collector.lastError,
          nextTryAt: collector.nextTryAt?.toISOString() ?? null,
        },
      };
    }),
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.origin ?? "an address that can't be read";
}
