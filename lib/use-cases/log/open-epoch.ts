import { makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { appendLeaves, emptyFrontier, emptyRoot, rootOf } from "#lib/log/merkle.ts";
import type { LogSigner, SignerState } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { TreeHead } from "#lib/ports/tree-store.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";

const administration = makeSystemActor("administration");
const waitingAtOnce = 10_000;

export interface OpenedEpoch {
  origin: string;
  previous: { origin: string; size: number; root: string };
  /** How many entries of the epoch before the database still holds. */
  found: number;
}

/**
 * Opens the next epoch, after the database was put back to an older one or the signer lost its memory: a new tree whose
 * first leaf says what was signed before, how much of it is left, and why. The old tree stays as it is. Only the holder
 * of the key can do this, and it can't be undone. Throws `reason_missing`, and `not_found` where nothing was ever sealed.
 */
export async function openEpoch(
  services: Pick<Services, "stores" | "clock" | "ids" | "simulated">,
  signer: LogSigner,
  input: { reason: string; known: SignerState | null },
): Promise<OpenedEpoch> {
  const reason = input.reason.trim();
  if (reason === "") throw new DomainError("reason_missing");
  const { stores, clock } = services;
  return signer.exclusively(async () => {
    const found = await stores.tree.head();
    if (found === null) throw new DomainError("not_found", { what: "a sealed log: no epoch is needed" });
    const known = input.known ?? found;
    const epoch = Math.max(found.epoch, epochOf(known.origin)) + 1;
    const origin = signer.origin(epoch);
    const opened: TreeHead = { epoch, origin, size: 0, root: emptyRoot };
    await stores.commit([
      ...stores.tree.open(opened),
      ...(await appendEntries(services, administration, installationChain, [
        {
          type: "epoch.opened",
          facts: {
            epoch: String(epoch),
            previousOrigin: known.origin,
            previousSize: String(known.size),
            previousRoot: known.root,
            foundSize: String(found.size),
            foundRoot: found.root,
            reason: reason.toWellFormed(),
          },
        },
      ])),
    ]);
    const head = await placeFirst(services, opened);
    signer.remember({ origin, size: head.size, root: head.root });
    const note = signer.sign(origin, formatCheckpoint({ origin, size: head.size, root: head.root }));
    await stores.commit([
      stores.tree.addCheckpoint({ epoch, size: head.size, root: head.root, note, at: clock.now() }),
    ]);
    return { origin, previous: known, found: found.size };
  });
}

/** The opening is the first leaf, before whatever of its chain still waited: a reader meets the loss at once. */
async function placeFirst({ stores }: Pick<Services, "stores">, before: TreeHead): Promise<TreeHead> {
  const waiting = (await stores.tree.waiting(waitingAtOnce, installationChain)).map(({ record }) => record);
  const opening = waiting.at(-1);
  if (opening?.type !== "epoch.opened")
    throw new Error("The opening of the epoch is not the last that waits.");
  const entries = [opening, ...waiting.slice(0, -1)];
  const grown = appendLeaves(
    emptyFrontier,
    entries.map(({ hash }) => hash),
  );
  const after = { ...before, size: grown.frontier.size, root: rootOf(grown.frontier) };
  await stores.commit(
    stores.tree.grow({
      before,
      after,
      leaves: entries.map((entry, index) => ({ index, entry })),
      nodes: grown.nodes,
    }),
  );
  return after;
}

function epochOf(origin: string): number {
  return Number(/\/(\d{1,9})$/.exec(origin)?.[1] ?? 1);
}
