import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { TreeLeaf } from "#lib/ports/tree-store.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";

/** A sealed entry as the machine interface states it. */
export interface SealedEntry {
  index: number;
  /** Base64 of the very bytes that were hashed. */
  leaf: string;
  /** The RFC 6962 leaf hash, lower-case hex. */
  hash: string;
  /** Null for entries of no case. */
  caseKey: string | null;
  /** The entry's number in its chain. */
  caseSeq: number;
}

/** The newest signed checkpoint, a C2SP note. Throws `not_found` before the first seal. */
export async function reportCheckpoint(services: Services, actor: Actor): Promise<string> {
  requireAuditor(actor);
  const newest = await services.stores.tree.newestCheckpoint();
  if (newest === null) throw new DomainError("not_found", { what: "a checkpoint: nothing is sealed yet" });
  return newest.note;
}

/** Sealed entries in tree order, of the newest epoch unless told. `size` is how many are sealed. */
export async function reportEntries(
  services: Services,
  actor: Actor,
  input: { from: number; limit: number; epoch?: number | undefined },
): Promise<{ size: number; items: SealedEntry[] }> {
  requireAuditor(actor);
  const { tree } = services.stores;
  const newest = await tree.newestCheckpoint();
  const epoch = input.epoch ?? newest?.epoch ?? 1;
  const size = await sealedSize(services, epoch);
  const leaves = await tree.leaves({ epoch, from: input.from, size, limit: input.limit });
  return {
    size,
    items: leaves.map(toSealedEntry),
  };
}

export function toSealedEntry({ index, entry }: TreeLeaf): SealedEntry {
  return {
    index,
    leaf: Buffer.from(entry.bytes).toString("base64"),
    hash: entry.hash,
    caseKey: entry.chain.startsWith("IR-") ? entry.chain : null,
    caseSeq: entry.n,
  };
}

/** How many entries of this epoch a signed checkpoint covers. */
async function sealedSize({ stores }: Pick<Services, "stores">, epoch: number): Promise<number> {
  const newest = await stores.tree.newestCheckpoint();
  if (newest === null) return 0;
  if (newest.epoch === epoch) return newest.size;
  return (await stores.tree.heads()).find((head) => head.epoch === epoch)?.size ?? 0;
}

/** Where these entries stand among the sealed ones, by entry id; those that no checkpoint covers are left out. */
export async function sealedPlaces(
  { stores }: Pick<Services, "stores">,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const [newest, places] = [await stores.tree.newestCheckpoint(), await stores.tree.places(entryIds)];
  return new Map(
    [...places]
      .filter(([, { epoch, index }]) => {
        if (newest === null || epoch > newest.epoch) return false;
        return epoch < newest.epoch || index < newest.size;
      })
      .map(([id, { index }]) => [id, index]),
  );
}

/** The log's name now, and the verification keys of all its epochs: to be pinned by whoever checks it. */
export async function reportKeys(
  { stores }: Pick<Services, "stores">,
  signer: LogSigner,
): Promise<{ origin: string; keys: string[] }> {
  const heads = await stores.tree.heads();
  const origins = heads.length > 0 ? heads.map(({ origin }) => origin) : [signer.origin(1)];
  return { origin: origins.at(-1) ?? signer.origin(1), keys: origins.map((origin) => signer.vkey(origin)) };
}

function requireAuditor(actor: Actor): void {
  if (actor.kind === "person") requirePerson(actor, "audit");
}
