import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { headAt, makeLog, noteOf, policyOf } from "./test-log.ts";
import { packageOf, type PackageOptions, proofText, writeFolder } from "./test-package.ts";
import { chain, edited, indexOf, lines, listIn, log, place, proof, verify } from "./test-package-edits.ts";
import { canonicalText } from "./test-story.ts";
import { first, newFolder } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

describe("whoever makes a package wrongly with the key is found", () => {
  const leafOf = (line: string, change: (text: string) => string) => {
    const item = JSON.parse(line) as { leaf: string };
    const bytes = Buffer.from(change(Buffer.from(item.leaf, "base64").toString()));
    return canonicalText({ ...item, leaf: bytes.toString("base64") });
  };
  const swap = (all: string[], a: number, b: number) => all.with(a, all[b] ?? "").with(b, all[a] ?? "");

  test.each<[string, Partial<PackageOptions>, object]>([
    [
      "a changed leaf",
      lines((all) =>
        all.with(
          3,
          leafOf(all[3] ?? "", (text) => text.replace("ines", "igor")),
        ),
      ),
      { kind: "leaf_hash", ...place(4) },
    ],
    ["an entry left out", lines((all) => all.toSpliced(4, 1)), { kind: "chain_gap", chain, n: 5 }],
    ["the first entry left out", lines((all) => all.slice(1)), { kind: "chain_gap", chain, n: 1 }],
    ["an entry twice", lines((all) => all.toSpliced(4, 0, all[4] ?? "")), { kind: "tree_leaf", ...place(5) }],
    ["two entries in another order", lines((all) => swap(all, 4, 5)), { kind: "chain_gap" }],
    [
      "another number beside the entry",
      lines((all) => all.with(3, (all[3] ?? "").replace('"caseSeq":4', '"caseSeq":5'))),
      { kind: "projection", ...place(4) },
    ],
    [
      "another place in the tree",
      lines((all) =>
        all.with(3, (all[3] ?? "").replace(`"index":${indexOf(4)}`, `"index":${indexOf(4) - 1}`)),
      ),
      { kind: "proof", chain, n: 4 },
    ],
    [
      "no epoch",
      lines((all) => all.with(3, (all[3] ?? "").replace('"epoch":1', '"epoch":0'))),
      { kind: "chain_gap", chain, n: 4 },
    ],
    [
      "a line of another form",
      lines((all) => all.with(3, (all[3] ?? "").replace(",", ", "))),
      { kind: "chain_gap", chain, n: 4 },
    ],
    ["a proof less", { change: (files) => void files.delete(proof(4)) }, { kind: "proof", ...place(4) }],
    [
      "a proof more",
      {
        change: (files) =>
          void files.set("proofs/1-0.tlog-proof", Buffer.from(proofText(log, { index: 0, size: 82 }))),
      },
      { kind: "proof" },
    ],
    [
      "the proof of another entry",
      { change: (files) => void files.set(proof(4), files.get(proof(5)) ?? Buffer.alloc(0)) },
      { kind: "proof", ...place(4) },
    ],
    [
      "the hashes of another entry's proof",
      edited(proof(4), (text) =>
        text.replace(
          /(?<=index \d+\n)[^]*?\n\n/,
          proofText(log, { index: indexOf(5), size: 82 })
            .split("\n")
            .slice(2, -6)
            .join("\n") + "\n\n",
        ),
      ),
      { kind: "proof", ...place(4) },
    ],
    [
      "a proof to an older checkpoint",
      edited(proof(4), () => proofText(log, { index: indexOf(4), size: 70 })),
      { kind: "proof", ...place(4) },
    ],
    [
      "a proof with an extra line",
      edited(proof(4), (text) => text.replace("index", "extra AAAA\nindex")),
      { kind: "proof", ...place(4) },
    ],
    [
      "a hash less",
      edited(proof(4), (text) => text.replace(/\n\S{43}=\n\n/, "\n\n")),
      { kind: "proof", ...place(4) },
    ],
    [
      "another checkpoint than the manifest says",
      edited("checkpoint.txt", () => noteOf(log.key, headAt(log, 81))),
      { kind: "proof", chain, n: 1 },
    ],
    [
      "a checkpoint of another root",
      edited("checkpoint.txt", () => noteOf(log.key, { size: 82, root: "ab".repeat(32) })),
      { kind: "proof", chain, n: 1 },
    ],
    [
      "another consistency proof",
      { older: 48, ...edited("consistency.txt", (text) => text.replace(/\n\S{43}=\n$/, "\n")) },
      { kind: "proof" },
    ],
    [
      "a consistency proof from another root",
      {
        older: 48,
        ...edited(
          "consistency.txt",
          (text) =>
            noteOf(log.key, { size: 48, root: "ab".repeat(32) }) + text.slice(text.indexOf("\nconsistency")),
        ),
      },
      { kind: "proof" },
    ],
    [
      "a consistency proof of other sizes",
      { older: 48, ...edited("consistency.txt", (text) => text.replace("consistency 48", "consistency 47")) },
      { kind: "proof" },
    ],
    ["no consistency proof at all", { older: 48, ...edited("consistency.txt", () => "") }, { kind: "proof" }],
  ])("%s", async (_, options, found) => {
    const answer = await verify(options);
    expect(first(answer)).toMatchObject(found);
    expect(answer.lines.join("\n")).not.toMatch(/\n\s+at |undefined|\[object/);
  });

  test.each<[string, Partial<PackageOptions>, object]>([
    ["an entry left out", lines((all) => all.toSpliced(9, 1)), { index: 23 }],
    [
      "a chain that begins in its middle without saying so",
      {
        manifest: (value) => ({
          ...value,
          chains: listIn(value, "chains").map((one) => ({ ...one, first: 1 })),
        }),
      },
      { kind: "package_file" },
    ],
    [
      "entries of another epoch",
      lines((all) => all.map((line) => line.replace('"epoch":1', '"epoch":2'))),
      { kind: "tree_leaf", index: 13 },
    ],
  ])("in a period: %s", async (_, options, found) => {
    expect(first(await verify({ of: [13, 47], ...options }))).toMatchObject(found);
  });

  test("a case's chain over two epochs needs the proofs of both", async () => {
    const two = makeLog(82);
    const from = two.places.findIndex((_, i) => i >= 60);
    two.places.splice(
      from,
      Infinity,
      ...two.places.slice(from).map(({ index }) => ({ epoch: 2, index: index - from })),
    );
    const of = two.leaves[70]?.chain ?? "";
    const policy = path.join(newFolder(), "policy.txt");
    writeFileSync(policy, policyOf(two.key, [1, 2]));
    const run = (change?: PackageOptions["change"]) =>
      verifyPaths([
        writeFolder(newFolder(), packageOf(two, { of, epoch: 2, ...(change && { change }) })),
        policy,
      ]);
    expect(await run()).toMatchObject({ exit: 0 });
    const old = two.leaves.findIndex((leaf) => leaf.chain === of);
    const other = proofText(two, { epoch: 1, index: old, size: 59 });
    expect(
      first(await run((files) => void files.set(`proofs/1-${old}.tlog-proof`, Buffer.from(other)))),
    ).toMatchObject({
      kind: "proof",
      chain: of,
    });
  });

  test("a package of nothing and one of an unknown version are no yes", async () => {
    expect(await verify({ of: [5, 5] })).toMatchObject({
      exit: 2,
      lines: [expect.stringContaining("nothing to check")],
    });
    const newer = await verify({ manifest: (value) => ({ ...value, v: 2 }) });
    expect(newer).toMatchObject({ exit: 2, lines: [expect.stringContaining("unknown version")] });
  });
});
