import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { leafHashHex } from "#lib/log/hashes.ts";
import { appendLeaves, emptyRoot, type Frontier, frontierNodes, rootOf } from "#lib/log/merkle.ts";
import { rootAt } from "#lib/log/merkle-proofs.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import { LogFault, type LogSigner, type SignerState } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import type { TreeHead, WaitingEntry } from "#lib/ports/tree-store.ts";

const entriesAtOnce = 2_000;

type Needs = Pick<Services, "stores" | "clock">;

/** What a sealer keeps between two rounds, so that a round reads only what is new. */
export interface SealMemory {
  frontier: { epoch: number; root: string; frontier: Frontier } | null;
}

/**
 * One round of sealing; the order of its steps is what makes it safe to die anywhere. First the waiting entries get
 * their places in the tree, committed. Then the signer remembers that tree, outside the database, and refuses one that
 * doesn't extend the last. Only then is the checkpoint signed and stored. Each step can be repeated.
 * Gives whether more entries may be waiting, and whether a checkpoint was signed. Throws `LogFault` where the log isn't what it has to be.
 */
export async function sealLog(
  services: Needs,
  signer: LogSigner,
  memory: SealMemory,
): Promise<{ more: boolean; signed: boolean }> {
  return signer.exclusively(async () => {
    const before = await services.stores.tree.head();
    const { head, taken } = await index(services, signer, memory, before);
    if (head === null) return { more: false, signed: false };
    await remember(services, signer, head, taken > 0 ? before : head);
    const signed = await sign(services, signer, head);
    return { more: taken >= entriesAtOnce / 2, signed };
  });
}

/** Gives the waiting entries the next places in the tree. */
async function index(
  { stores }: Needs,
  signer: LogSigner,
  memory: SealMemory,
  before: TreeHead | null,
): Promise<{ head: TreeHead | null; taken: number }> {
  const waiting = await stores.tree.waiting(entriesAtOnce);
  for (const one of waiting) requireIntact(one);
  if (waiting.length === 0) return { head: before, taken: 0 };
  const from = before ?? { epoch: 1, origin: signer.origin(1), size: 0, root: emptyRoot };
  const entries = waiting.map(({ record }) => record).toSorted(inTreeOrder);
  const grown = appendLeaves(
    await frontierOf(stores.tree, from, memory),
    entries.map(({ hash }) => hash),
  );
  const head = { ...from, size: grown.frontier.size, root: rootOf(grown.frontier) };
  await stores.commit(
    stores.tree.grow({
      before,
      after: head,
      leaves: entries.map((entry, place) => ({ index: from.size + place, entry })),
      nodes: grown.nodes,
    }),
  );
  memory.frontier = { epoch: head.epoch, root: head.root, frontier: grown.frontier };
  return { head, taken: entries.length };
}

/** By time, then by chain: within a chain the order of its numbers, for its times never decrease. */
function inTreeOrder(a: EntryRecord, b: EntryRecord): number {
  return a.at.getTime() - b.at.getTime() || (a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : a.n - b.n);
}

/** An entry that was changed since it was written is never given a place that would make it look right. */
function requireIntact({ record, previousHash }: WaitingEntry): void {
  const where = `${record.chain} ${record.n}`;
  if (leafHashHex(record.bytes) !== record.hash) {
    throw new LogFault(`Entry ${where} isn't what was written: its bytes don't have its hash.`);
  }
  const said: unknown = JSON.parse(new TextDecoder().decode(record.bytes));
  if (!isChained(said) || said.chain.n !== record.n || said.chain.prev !== previousHash) {
    throw new LogFault(`Entry ${where} doesn't follow the one before it.`);
  }
}

function isChained(said: unknown): said is { chain: { n: unknown; prev: unknown } } {
  return typeof said === "object" && said !== null && "chain" in said && typeof said.chain === "object";
}

async function frontierOf(
  tree: Needs["stores"]["tree"],
  head: TreeHead,
  memory: SealMemory,
): Promise<Frontier> {
  const known = memory.frontier;
  if (known && known.epoch === head.epoch && known.root === head.root && known.frontier.size === head.size) {
    return known.frontier;
  }
  const peaks = await tree.nodes(head.epoch, frontierNodes(head.size));
  const frontier = { size: head.size, peaks };
  if (rootOf(frontier) !== head.root) {
    throw new LogFault(`The tree of ${head.origin} doesn't have the root that it had at ${head.size}.`);
  }
  return frontier;
}

/** Before anything is signed the signer knows the tree, and that it extends what it signed before. */
async function remember(
  { stores }: Needs,
  signer: LogSigner,
  head: TreeHead,
  grownFrom: TreeHead | null,
): Promise<void> {
  const known = signer.state();
  if (known?.origin === head.origin && known.size === head.size && known.root === head.root) return;
  // What was appended to exactly the tree that was signed extends it; anything else has to be shown.
  const isAppended = known !== null && grownFrom !== null && isSame(known, grownFrom);
  if (!isAppended) await requireExtension(stores.tree, known, head);
  signer.remember({ origin: head.origin, size: head.size, root: head.root });
}

/**
 * Whether the database still holds what was signed last. Throws `LogFault` for an older database, another one, or a
 * signer that forgot: nothing may be written then until a person opens a new epoch.
 */
export async function requireExtension(
  tree: Needs["stores"]["tree"],
  known: SignerState | null,
  head: TreeHead | null,
): Promise<void> {
  if (known === null) {
    if ((await tree.newestCheckpoint()) === null) return;
    throw new LogFault(
      "The signer's memory is gone (signer-state.json), but the database holds signed checkpoints.",
    );
  }
  const heads = await tree.heads();
  const own = heads.find(({ origin }) => origin === known.origin);
  if (own === undefined) {
    if (known.size === 0) return;
    throw new LogFault(
      `The database doesn't hold the log ${known.origin}, of which ${known.size} were signed.`,
    );
  }
  if (own.size < known.size) {
    throw new LogFault(
      `The database is older than the log: ${known.size} entries of ${known.origin} were signed, it holds ${own.size}.`,
    );
  }
  const root = await rootAt(known.size, async (level, index) => {
    const [hash] = await tree.nodes(own.epoch, [{ level, index }]);
    return hash ?? "";
  });
  if (root !== known.root || (head !== null && head.epoch < own.epoch)) {
    throw new LogFault(`The database holds another history of ${known.origin} than the one that was signed.`);
  }
}

/** Whether the log can go on: the tree has the root that its nodes give, and is or extends what was signed last. */
export async function requireRightLog(tree: Needs["stores"]["tree"], signer: LogSigner): Promise<void> {
  const known = signer.state();
  const head = await tree.head();
  await requireExtension(tree, known, head);
  if (head !== null) await frontierOf(tree, head, { frontier: null });
}

function isSame(state: SignerState, head: TreeHead): boolean {
  return state.origin === head.origin && state.size === head.size && state.root === head.root;
}

async function sign({ stores, clock }: Needs, signer: LogSigner, head: TreeHead): Promise<boolean> {
  const { epoch, origin, size, root } = head;
  const signed = await stores.tree.newestCheckpoint();
  if (signed?.epoch === epoch && signed.size === size) return false;
  const note = signer.sign(origin, formatCheckpoint({ origin, size, root }));
  await stores.commit([stores.tree.addCheckpoint({ epoch, size, root, note, at: clock.now() })]);
  return true;
}

/** Somebody else sealed at the same moment: what they took is no longer waiting. */
export function isLostRace(error: unknown): boolean {
  return error instanceof Conflict;
}
