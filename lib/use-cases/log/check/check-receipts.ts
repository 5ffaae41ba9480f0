import type { ReceiptKey } from "#lib/ports/log-check-store.ts";
import type { Stores } from "#lib/ports/store.ts";
import type { Findings } from "./findings.ts";

const receiptsAtOnce = 1_000;

/** What an anchor took must still be there: a receipt names a checkpoint, and a tree at least as large. */
export async function checkReceipts(
  { tree, logCheck }: Pick<Stores, "tree" | "logCheck">,
  findings: Findings,
  breathe: () => Promise<void>,
): Promise<void> {
  let after: ReceiptKey | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof logCheck.receipts>> = await logCheck.receipts(
      after,
      receiptsAtOnce,
    );
    const heads = new Map((await tree.heads()).map((head) => [head.epoch, head]));
    for (const { anchor, epoch, size, hasCheckpoint } of page) {
      const held = heads.get(epoch)?.size ?? 0;
      const sizes = `${size.toLocaleString("en")} entries`;
      if (size > held) {
        const here = `the log has ${held.toLocaleString("en")}`;
        findings.add("truncated", { epoch, index: held }, `The anchor ${anchor} took ${sizes}, and ${here}.`);
      } else if (!hasCheckpoint) {
        findings.add(
          "root",
          { epoch, index: size - 1 },
          `The checkpoint of ${sizes} that ${anchor} took is gone.`,
        );
      }
    }
    await breathe();
    const last = page.at(-1);
    if (page.length < receiptsAtOnce || last === undefined) return;
    after = { anchor: last.anchor, epoch: last.epoch, size: last.size };
  }
}
