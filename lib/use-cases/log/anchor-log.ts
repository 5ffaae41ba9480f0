import type { CollectorRecord } from "#lib/ports/anchor-store.ts";
import type { Anchor } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { CheckpointRecord } from "#lib/ports/tree-store.ts";

/** Makes the anchor that a collector is. */
export type OpenCollector = (record: Pick<CollectorRecord, "name" | "url" | "secret">) => Anchor;

type Needs = Pick<Services, "stores" | "clock">;
type Failed = { anchor: string; error: unknown };

/** A delivery ends before this, so a turn that is older belonged to a process that is gone. */
const turnMs = 30_000;
const firstRetryMs = 5_000;
const lastRetryMs = 10 * 60_000;

/**
 * Takes the newest checkpoint to every anchor that doesn't have it yet. What an anchor refused is offered again, to
 * collectors later and later; the age of its last receipt is shown, for it is how long a cut could go unseen. Gives what
 * failed.
 */
export async function anchorLog(
  services: Needs,
  anchors: readonly Anchor[],
  openCollector: OpenCollector | null = null,
): Promise<Failed[]> {
  const { stores } = services;
  const newest = await stores.tree.newestCheckpoint();
  if (newest === null) return [];
  const failed: Failed[] = [];
  for (const anchor of anchors) {
    if (await hasTaken(services, anchor.name, newest)) continue;
    try {
      await take(services, anchor, newest);
    } catch (error) {
      failed.push({ anchor: anchor.name, error });
    }
  }
  if (openCollector === null) return failed;
  const collectors = await stores.anchors.all();
  // One that hangs must not hold up the others.
  const rounds = collectors.map(async (record) => {
    const now = services.clock.now();
    if (record.nextTryAt !== null && record.nextTryAt > now) return [];
    if (await hasTaken(services, record.name, newest)) return [];
    return sendInTurn(services, record, openCollector);
  });
  return [...failed, ...(await Promise.all(rounds)).flat()];
}

/** Sends to a collector if no other process does; what came of it is kept beside it. */
async function sendInTurn(
  services: Needs,
  record: CollectorRecord,
  openCollector: OpenCollector,
): Promise<Failed[]> {
  const { stores, clock } = services;
  const now = clock.now();
  if (!(await stores.anchors.takeTurn(record.name, now, new Date(now.getTime() + turnMs)))) return [];
  // Another process may have sent it between the look and the turn.
  const newest = await stores.tree.newestCheckpoint();
  if (newest === null || (await hasTaken(services, record.name, newest))) {
    await stores.commit([stores.anchors.noteTaken(record.name)]);
    return [];
  }
  return (await sendTo(services, record, newest, openCollector)) ?? [];
}

/** One delivery with its consequences; null where it was taken. */
async function sendTo(
  services: Needs,
  record: CollectorRecord,
  checkpoint: CheckpointRecord,
  openCollector: OpenCollector,
): Promise<Failed[] | null> {
  const { stores, clock } = services;
  try {
    await take(services, openCollector(record), checkpoint);
    await stores.commit([stores.anchors.noteTaken(record.name)]);
    return null;
  } catch (error) {
    const waitMs = Math.min(firstRetryMs * 2 ** Math.min(record.failures, 20), lastRetryMs);
    const nextTryAt = new Date(clock.now().getTime() + waitMs);
    await stores.commit([stores.anchors.noteFailure(record.name, { error: wordsOf(error), nextTryAt })]);
    return [{ anchor: record.name, error }];
  }
}

/** Sends the newest checkpoint to a collector at once, whatever it has. Gives why it wasn't taken, or null. */
export async function tryCollector(
  services: Needs,
  record: CollectorRecord,
  openCollector: OpenCollector,
): Promise<{ problem: string | null; size: number }> {
  const newest = await services.stores.tree.newestCheckpoint();
  if (newest === null) return { problem: "Nothing is sealed yet, so there is nothing to send.", size: 0 };
  const failed = await sendTo(services, record, newest, openCollector);
  return { problem: failed === null ? null : wordsOf(failed[0]?.error), size: newest.size };
}

async function hasTaken(
  { stores }: Needs,
  anchor: string,
  { epoch, size }: CheckpointRecord,
): Promise<boolean> {
  const newest = await stores.tree.newestReceipt(anchor);
  return newest !== null && newest.epoch === epoch && newest.size === size;
}

async function take({ stores, clock }: Needs, anchor: Anchor, checkpoint: CheckpointRecord): Promise<void> {
  const at = clock.now();
  await anchor.take(checkpoint.note, at);
  const { epoch, size } = checkpoint;
  await stores.commit([stores.tree.addReceipt({ anchor: anchor.name, epoch, size, at })]);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
