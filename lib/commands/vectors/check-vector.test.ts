import { expect, test } from "vitest";
import { nodeHash } from "#lib/log/merkle.ts";
import { checkVector } from "./check-vector.ts";

const [left, right] = ["11".repeat(32), "22".repeat(32)];
const base64 = (hash: string) => Buffer.from(hash, "hex").toString("base64");
const root = base64(nodeHash(left, right));

const inclusion = {
  leafIdx: 0,
  treeSize: 2,
  root,
  leafHash: base64(left),
  proof: [base64(right)],
  desc: "happy path",
  wantErr: false,
};
const consistency = {
  size1: 1,
  size2: 2,
  root1: base64(left),
  root2: root,
  proof: [base64(right)],
  desc: "happy path",
  wantErr: false,
};

test("a vector is right when the log says the same, whether that is yes or no", () => {
  expect(checkVector(inclusion)).toBe("right");
  expect(checkVector({ ...inclusion, wantErr: true })).toBe("wrong");
  expect(checkVector({ ...inclusion, proof: null, wantErr: true })).toBe("right");
  expect(checkVector({ ...inclusion, leafHash: "", wantErr: true })).toBe("right");
  expect(checkVector({ ...inclusion, leafIdx: 2 ** 64, wantErr: true })).toBe("right");
  expect(checkVector({ ...inclusion, leafIdx: 1 })).toBe("wrong");
  expect(checkVector(consistency)).toBe("right");
  expect(checkVector({ ...consistency, wantErr: true })).toBe("wrong");
  expect(checkVector({ ...consistency, root2: base64(left) })).toBe("wrong");
});

test("what isn't a vector of a proof isn't counted as one", () => {
  const { wantErr, ...silent } = inclusion;
  expect(wantErr).toBe(false);
  for (const other of [null, 7, "text", [], {}, silent, { ...inclusion, start: 0 }]) {
    expect(checkVector(other)).toBe("unknown");
  }
});
