import type { Verified } from "#lib/domain/log-verification.ts";
import { emptyFrontier, frontierNodes, rootOf } from "#lib/log/merkle.ts";
import { parseVkey } from "#lib/log/signed-note.ts";
import { LogFault, type LogSigner, type Seal } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { TreeHead } from "#lib/ports/tree-store.ts";
import { requireExtension } from "#lib/use-cases/log/seal-log.ts";
import { createChainCheck } from "./check-chains.ts";
import { checkEntry } from "./check-entry.ts";
import { checkReceipts } from "./check-receipts.ts";
import { createRequestCheck } from "./check-requests.ts";
import { createTreeCheck, type TreeCheck } from "./check-tree.ts";
import { checkWaiting } from "./check-waiting.ts";
import { createFindings, type Findings } from "./findings.ts";

const leavesAtOnce = 200;
const sealNowMs = 10_000;

export interface LogCheck {
  /** Up to where everything was looked at; null where nothing is sealed yet. */
  verified: Omit<Verified, "at"> | null;
  entries: number;
  findings: Pick<Findings, "kept" | "count">;
}

export interface CheckInput {
  services: Pick<Services, "stores" | "clock"> & { seal: Pick<Seal, "sealNow"> };
  signer: LogSigner;
  /** Where an earlier check ended: only what came after is looked at. Null: everything. */
  from: Omit<Verified, "at"> | null;
  /** Told after each page how many entries were looked at. Awaited: it lets others work. */
  breathe: (entries: number) => Promise<void>;
}

/**
 * Checks the log as it is stored: bytes, hashes, chains, the tree with its nodes, roots and signed checkpoints, the
 * signer's memory, receipts of anchors, entries that wait, and the table of requests against what the log tells of
 * them. What is written meanwhile is no fault: entries never change, so only what was there before is looked at.
 */
export async function checkLog(input: CheckInput): Promise<LogCheck> {
  const { services, signer, from } = input;
  const { tree, logCheck } = services.stores;
  const findings = createFindings();
  const chains = createChainCheck(logCheck, findings);
  const requests = createRequestCheck(logCheck, findings);
  let entries = 0;
  let verified: LogCheck["verified"] = from;
  const breathe = () => input.breathe(entries);

  async function walk(head: TreeHead, tested: TreeCheck, start: number): Promise<void> {
    for (let at = start; at < head.size; at += leavesAtOnce) {
      const to = Math.min(at + leavesAtOnce, head.size);
      const leaves = await logCheck.leaves(head.epoch, at, to);
      const records = leaves.flatMap(({ entry }) => (entry === null ? [] : [entry]));
      if (from !== null) await chains.begin(records);
      for (const { index, entry: record } of leaves) {
        if (record === null) continue;
        const place = { epoch: head.epoch, index };
        const entry = checkEntry(record, place, findings);
        chains.take(record, entry, place);
        if (entry !== null) requests.take(entry);
      }
      await tested.take(leaves, to);
      entries += leaves.length;
      await breathe();
    }
  }

  for (const { epoch, origin } of await tree.heads()) {
    if (from !== null && epoch < from.epoch) continue;
    const start = from?.epoch === epoch ? from : { size: 0, root: null };
    const frontier =
      start.size === 0 ? emptyFrontier : await frontierOf(services, epoch, start.size).catch(() => null);
    if (frontier === null || (start.root !== null && rootOf(frontier) !== start.root)) {
      findings.add("root", { epoch, index: 0 }, tellOther(start.size));
      continue;
    }
    const verifier = parseVkey(signer.vkey(origin));
    const tested = createTreeCheck({ store: logCheck, findings, epoch, origin, verifier, from: frontier });
    let head = await headOf(services, epoch);
    let done = start.size;
    // What was sealed while this ran is looked at too, so that the chains' ends can be compared with it.
    while (head !== null && done < head.size) {
      await walk(head, tested, done);
      done = head.size;
      const built = tested.frontier();
      if (built !== null && built.size === head.size && rootOf(built) !== head.root) {
        findings.add("root", { epoch, index: head.size - 1 }, tellHead(head));
      }
      head = await headOf(services, epoch);
    }
    if (head !== null && head.size < done)
      findings.add("truncated", { epoch, index: head.size }, tellCut(head.size, done));
    if (
      head !== null &&
      (await logCheck.holdsMore(epoch, done)) &&
      (await headOf(services, epoch))?.size === done
    ) {
      findings.add(
        "tree_leaf",
        { epoch, index: done },
        `The tree of ${origin} holds more than it had when it was signed.`,
      );
    }
    const built = tested.frontier();
    if (built !== null) verified = { epoch, size: built.size, root: rootOf(built) };
  }
  await checkMemory(input, findings);
  await checkWaiting({ ...input, chains, requests, findings, whole: from === null, breathe });
  if (from === null) {
    await checkReceipts(services.stores, findings, breathe);
    await requests.all(breathe);
  } else await requests.touched(breathe);
  return { verified, entries, findings };
}

async function headOf({ stores }: CheckInput["services"], epoch: number): Promise<TreeHead | null> {
  return (await stores.tree.heads()).find((head) => head.epoch === epoch) ?? null;
}

async function frontierOf({ stores }: CheckInput["services"], epoch: number, size: number) {
  return { size, peaks: await stores.tree.nodes(epoch, frontierNodes(size)) };
}

/** What was signed last, which the signer remembers, has to be in the tree and to have its checkpoint. */
async function checkMemory(
  { services: { stores, seal }, signer }: CheckInput,
  findings: Findings,
): Promise<void> {
  try {
    // Read before the tree, which is never behind it.
    const state = signer.state();
    await requireExtension(stores.tree, state, await stores.tree.head());
    if (state === null || state.size === 0) return;
    const isSigned = async () => {
      const newest = await stores.tree.newestCheckpoint();
      if (newest === null) return false;
      const origin = newest.note.slice(0, newest.note.indexOf("\n"));
      return origin !== state.origin || newest.size >= state.size;
    };
    if (await isSigned()) return;
    // A process may have died between remembering and signing: the next seal signs it.
    await seal.sealNow(sealNowMs).catch(() => undefined);
    if (await isSigned()) return;
    const size = state.size.toLocaleString("en");
    findings.add(
      "truncated",
      { epoch: 0 },
      `The checkpoint of ${size} entries, which was signed last, is gone.`,
    );
  } catch (error) {
    if (error instanceof LogFault) findings.add("inconsistent", { epoch: 0 }, error.message);
    // A node that is missing was told already, with its place.
    else if (findings.count === 0) throw error;
  }
}

function tellOther(size: number): string {
  return `The first ${size.toLocaleString("en")} entries of the tree aren't those that were verified before.`;
}

function tellHead({ origin, size }: TreeHead): string {
  return `The head of ${origin} isn't that of its ${size.toLocaleString("en")} entries.`;
}

function tellCut(size: number, known: number): string {
  return `The log ends at ${size.toLocaleString("en")}, and ${known.toLocaleString("en")} entries were known before.`;
}
