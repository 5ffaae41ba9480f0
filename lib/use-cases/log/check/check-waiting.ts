import type { ChainHead } from "#lib/ports/log-check-store.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { ChainCheck } from "./check-chains.ts";
import { checkEntry } from "./check-entry.ts";
import type { CheckInput } from "./check-log.ts";
import type { RequestCheck } from "./check-requests.ts";
import { entryName, type Findings } from "./findings.ts";

const rowsAtOnce = 500;
const straysAtOnce = 2_000;
const sealedWithinMs = 60_000;
const sealNowMs = 10_000;

type WaitingInput = Pick<CheckInput, "services"> & {
  chains: ChainCheck;
  requests: RequestCheck;
  findings: Findings;
  /** Every chain, or only those of which something waits. */
  whole: boolean;
  breathe: () => Promise<void>;
};

/** What isn't in the tree yet follows what is, and the heads of the chains name exactly the last entry of each. */
export async function checkWaiting(input: WaitingInput): Promise<void> {
  const { services, chains, findings, whole, breathe } = input;
  const { logCheck } = services.stores;
  const late: EntryRecord[] = [];
  const seen = new Set<string>();
  const now = services.clock.now().getTime();
  let after: { key: string; n: number } | null = null;
  let open: ChainHead | null = null;
  for (;;) {
    const rows = await logCheck.chains({ after, limit: rowsAtOnce, onlyWaiting: !whole });
    if (!whole) await chains.begin(rows.flatMap(({ entry }) => (entry === null ? [] : [entry])));
    for (const { head, entry } of rows) {
      if (open !== null && open.key !== head.key) await checkEnd(input, open);
      open = head;
      if (!seen.has(head.key)) await beginChain(input, head, entry);
      seen.add(head.key);
      if (entry !== null && entry.n > (chains.endOf(head.key)?.n ?? 0)) {
        take(input, entry);
        if (now - entry.at.getTime() > sealedWithinMs) late.push(entry);
      }
    }
    await breathe();
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) break;
    after = { key: last.head.key, n: last.entry?.n ?? 0 };
  }
  if (open !== null) await checkEnd(input, open);
  if (whole) {
    for (const key of chains.keys()) {
      if (!seen.has(key))
        findings.add("chain_gap", { epoch: 0, chain: key }, `The chain ${key} has no head any more.`);
    }
    await checkStrays(input);
  }
  await checkLate(input, late);
}

/** An entry behind the end of its chain, or of no chain, would stand in a timeline and in no check. */
async function checkStrays({ services, findings, breathe }: WaitingInput): Promise<void> {
  for (let after: string | null = ""; after !== null; await breathe()) {
    const page: Awaited<ReturnType<typeof services.stores.logCheck.strays>> =
      await services.stores.logCheck.strays(after, straysAtOnce);
    if (page.stray !== null) {
      const { chain, n } = page.stray;
      findings.add("chain_gap", { epoch: 0, chain, n }, `${entryName(chain, n)} stands in no chain.`);
      return;
    }
    after = page.last;
  }
}

function take({ chains, requests, findings }: WaitingInput, record: EntryRecord): void {
  const entry = checkEntry(record, { epoch: 0 }, findings);
  chains.take(record, entry, { epoch: 0 });
  if (entry !== null) requests.take(entry);
}

/** What counts as sealed has to be in the tree; what came into it since the tree was looked at, is looked at now. */
async function beginChain(input: WaitingInput, head: ChainHead, first: EntryRecord | null): Promise<void> {
  const { services, chains, findings } = input;
  const end = chains.endOf(head.key);
  if (end === null && !input.whole && (first?.n ?? 1) > 1) return;
  const known = end?.n ?? 0;
  if (head.sealedN < known) {
    const name = entryName(head.key, head.sealedN + 1);
    findings.add(
      "tree_leaf",
      { epoch: 0, chain: head.key, n: head.sealedN + 1 },
      `${name} counts as not sealed, and is in the tree.`,
    );
  }
  if (head.sealedN <= known) return;
  const since = await services.stores.log.ofChain(head.key, { afterN: known, limit: head.sealedN - known });
  const places = await services.stores.tree.places(since.map(({ id }) => id));
  for (const record of since) {
    take(input, record);
    if (places.has(record.id)) continue;
    const name = entryName(record.chain, record.n);
    findings.add(
      "unsealed",
      { epoch: 0, chain: record.chain, n: record.n },
      `${name} counts as sealed, and isn't in the tree.`,
    );
  }
}

async function checkEnd(input: WaitingInput, head: ChainHead): Promise<void> {
  const { services, chains, findings } = input;
  const known = chains.endOf(head.key)?.n ?? 0;
  if (known < head.n) {
    // A chain that was sealed between two pages no longer counts these as waiting.
    const rest = await services.stores.log.ofChain(head.key, { afterN: known, limit: head.n - known });
    for (const record of rest) take(input, record);
  }
  const end = chains.endOf(head.key);
  const where = { epoch: 0, chain: head.key, n: head.n };
  if (end === null || end.n < head.n) {
    const gone = (end?.n ?? 0) + 1;
    findings.add("chain_gap", { ...where, n: gone }, `${entryName(head.key, gone)} is missing.`);
  } else if (end.n > head.n || end.hash !== head.hash) {
    findings.add(
      "chain_prev",
      where,
      `${entryName(head.key, end.n)} isn't the one that its chain ends with.`,
    );
  }
}

/** An entry that waits although others that were written long after it are sealed: somebody hides it from the sealer. */
async function checkLate({ services, findings }: WaitingInput, late: readonly EntryRecord[]): Promise<void> {
  if (late.length === 0) return;
  await services.seal.sealNow(sealNowMs).catch(() => undefined);
  const newest = await services.stores.tree.newestCheckpoint();
  if (newest === null) return;
  const [last] = await services.stores.logCheck.leaves(newest.epoch, newest.size - 1, newest.size);
  const sealedAt = last?.entry?.at.getTime() ?? 0;
  const places = await services.stores.tree.places(late.map(({ id }) => id));
  for (const { id, chain, n, at } of late) {
    if (places.has(id) || sealedAt - at.getTime() <= sealedWithinMs) continue;
    findings.add(
      "unsealed",
      { epoch: 0, chain, n },
      `${entryName(chain, n)} isn't sealed, though later ones are.`,
    );
  }
}
