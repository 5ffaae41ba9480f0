import { z } from "zod";
import { verifyConsistency, verifyInclusion } from "#lib/log/merkle-proofs.ts";

// Sizes go up to 2^64, where JSON's numbers lose digits: they stay far beyond every safe integer, which is refused.
const Hex = z.string().transform((base64) => Buffer.from(base64, "base64").toString("hex"));
const Expected = { desc: z.string(), wantErr: z.boolean() };
const Proof = z
  .array(Hex)
  .nullable()
  .transform((hashes) => hashes ?? []);

const InclusionVector = z.strictObject({
  leafIdx: z.number(),
  treeSize: z.number(),
  root: Hex,
  leafHash: Hex,
  proof: Proof,
  ...Expected,
});

const ConsistencyVector = z.strictObject({
  size1: z.number(),
  size2: z.number(),
  root1: Hex,
  root2: Hex,
  proof: Proof,
  ...Expected,
});

/**
 * Whether the log accepts or refuses a proof as the vector says; "unknown" when it is no vector of an inclusion or a
 * consistency proof.
 */
export function checkVector(json: unknown): "right" | "wrong" | "unknown" {
  const inclusion = InclusionVector.safeParse(json);
  if (inclusion.success) {
    const { leafIdx, treeSize, wantErr, ...rest } = inclusion.data;
    return verifyInclusion({ index: leafIdx, size: treeSize, ...rest }) === wantErr ? "wrong" : "right";
  }
  const consistency = ConsistencyVector.safeParse(json);
  if (!consistency.success) return "unknown";
  return verifyConsistency(consistency.data) === consistency.data.wantErr ? "wrong" : "right";
}
