import { fromBase64, hashFromBase64, hashToBase64, toBase64 } from "./base64.ts";
import { parseCount } from "./checkpoint.ts";
import { isHash } from "./merkle.ts";

/**
 * That an entry is in a log, as one file (https://c2sp.org/tlog-proof): its index, its inclusion proof from the leaf up,
 * and the signed checkpoint, the whole note. `extra` isn't signed by anybody and must not be trusted.
 */
export interface TlogProof {
  index: number;
  proof: readonly string[];
  checkpoint: string;
  extra?: Uint8Array;
}

const header = "c2sp.org/tlog-proof@v1";
// A tree whose size is a safe integer has at most 53 levels above its leaves.
const maxProof = 53;

/** Writes a proof. Throws `TypeError` for an index, a hash or a checkpoint that can't stand in one. */
export function formatTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  if (!Number.isSafeInteger(index) || index < 0 || Object.is(index, -0)) throw new TypeError("not an index");
  if (proof.length > maxProof || !proof.every(isHash)) throw new TypeError("not an inclusion proof");
  if (!isCheckpointNote(checkpoint)) throw new TypeError("not a signed checkpoint");
  const lines = [
    header,
    ...(extra === undefined || extra.length === 0 ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...proof.map(hashToBase64),
  ];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/**
 * Reads a proof, or null unless it is exactly what `formatTlogProof` writes. Nothing is verified by that: open the
 * checkpoint with keys of your own, compute the leaf hash from the entry that you hold, then `verifyInclusion`.
 */
export function parseTlogProof(text: string): TlogProof | null {
  const blank = text.indexOf("\n\n");
  if (blank < 0) return null;
  const [first, ...rest] = text.slice(0, blank).split("\n");
  const encodedExtra = rest[0]?.startsWith("extra ") ? rest[0].slice("extra ".length) : undefined;
  const [indexLine, ...hashLines] = encodedExtra === undefined ? rest : rest.slice(1);
  if (first !== header || !indexLine?.startsWith("index ")) return null;
  const extra = encodedExtra === undefined ? undefined : fromBase64(encodedExtra);
  const index = parseCount(indexLine.slice("index ".length));
  const proof = hashLines.map(hashFromBase64).filter((hash) => hash !== null);
  const checkpoint = text.slice(blank + 2);
  if (extra === null || extra?.length === 0 || index === null) return null;
  if (proof.length !== hashLines.length || proof.length > maxProof) return null;
  if (!isCheckpointNote(checkpoint)) return null;
  return { index, proof, checkpoint, ...(extra === undefined ? {} : { extra }) };
}

/** Only its outline, text and signatures apart: `openNote` reads it. */
function isCheckpointNote(checkpoint: string): boolean {
  return checkpoint.includes("\n\n") && !checkpoint.startsWith("\n") && checkpoint.endsWith("\n");
}
