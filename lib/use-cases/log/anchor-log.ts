import type { Anchor } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";

/**
 * Takes the newest checkpoint to every anchor that doesn't have it yet. What an anchor refused is offered again the next
 * time; the age of its last receipt is shown, for it is how long a cut could go unseen. Gives what failed.
 */
export async function anchorLog(
  { stores, clock }: Pick<Services, "stores" | "clock">,
  anchors: readonly Anchor[],
): Promise<{ anchor: string; error: unknown }[]> {
  const newest = await stores.tree.newestCheckpoint();
  if (newest === null) return [];
  const { epoch, size, note } = newest;
  const receipts = await stores.tree.receipts();
  const failed: { anchor: string; error: unknown }[] = [];
  for (const anchor of anchors) {
    const has = receipts.some(
      (receipt) => receipt.anchor === anchor.name && receipt.epoch === epoch && receipt.size === size,
    );
    if (has) continue;
    try {
      const at = clock.now();
      await anchor.take(note, at);
      await stores.commit([stores.tree.addReceipt({ anchor: anchor.name, epoch, size, at })]);
    } catch (error) {
      failed.push({ anchor: anchor.name, error });
    }
  }
  return failed;
}
