import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripTypeScriptTypes } from "node:module";
import { describe, expect, test } from "vitest";
import { anchorFile, first, kindsOf, newFolder, pinned, signerState } from "./test-verify.ts";
import { headAt, leafHashOf, logName, makeLog, newKey, noteOf, policyOf, rootOf } from "./test-log.ts";
import { anchorLine, type Item, itemsOf, writeExport } from "./test-log-files.ts";
import { verifyPaths } from "./verify.ts";

const file = new URL("verify.ts", import.meta.url);

test("the verifier imports nothing of the product and runs with its types stripped", () => {
  const source = readFileSync(file, "utf8");
  const imported = [...source.matchAll(/^import .* from "(.*)";$|\bimport\("(.*?)"\)/gm)].map(
    ([, name, late]) => name ?? late,
  );
  expect(imported.length).toBeGreaterThan(3);
  for (const name of imported) expect(name).toMatch(/^node:(crypto|fs|path|sqlite|url|zlib)$/);
  expect(source).not.toMatch(/\brequire\(/);
  expect(() => stripTypeScriptTypes(source)).not.toThrow();
});

describe("what is as it was written is valid", () => {
  test.each([1, 2, 3, 41, 82, 205])("an export of at least %i entries", async (size) => {
    const log = makeLog(size);
    const folder = newFolder();
    writeExport(folder, log);
    const { exit, lines } = await verifyPaths([folder]);
    expect(lines[0]).toBe("valid");
    expect(lines.join()).toContain(`${log.leaves.length} entries, size ${log.leaves.length}`);
    expect(lines.join()).toContain(`${logName}/1`);
    expect(exit).toBe(0);
  });

  test("a database, with its unsealed tail counted as not covered", async () => {
    const log = makeLog(82);
    const { database, policy } = pinned(log, { unsealed: 3 });
    const { exit, lines } = await verifyPaths([database, policy]);
    expect(lines.join("\n")).toContain("3 entries that no checkpoint seals");
    expect(exit).toBe(0);
  });

  test("a key that lay beside the log is called that, one that was given isn't", async () => {
    const log = makeLog(41);
    const folder = newFolder();
    writeExport(folder, log);
    expect((await verifyPaths([folder])).lines.join()).toContain("compare");
    const policy = path.join(newFolder(), "policy.txt");
    writeFileSync(policy, policyOf(log.key));
    expect((await verifyPaths([folder, policy])).lines.join()).not.toContain("compare");
  });

  test("anchors and the signer's state that fit add to what is covered", async () => {
    const log = makeLog(82);
    const { database, policy } = pinned(log);
    signerState(database, log, 82);
    const anchors = anchorFile(log, [16, 48, 80]);
    const { exit, lines } = await verifyPaths([database, policy, anchors]);
    expect(lines.join()).toContain("newest anchor: size 80");
    expect(exit).toBe(0);
  });
});

describe("tampering is found, named, and placed", () => {
  const log = makeLog(82);
  const hashed = (item: Item, change: (text: string) => string): Item => {
    const bytes = Buffer.from(change(Buffer.from(item.leaf, "base64").toString()));
    return { ...item, leaf: bytes.toString("base64"), hash: leafHashOf(bytes) };
  };
  const renumbered = (items: Item[]) => items.map((item, index) => ({ ...item, index }));
  const place = (index: number) => ({ index, chain: log.leaves[index]?.chain, n: log.leaves[index]?.n });
  const run = (change: (items: Item[]) => unknown[]) => {
    const folder = newFolder();
    writeExport(folder, log, change(itemsOf(log)));
    return verifyPaths([folder]);
  };
  // In the middle of a case, not its first and not its last entry.
  const middle = 14;

  test("changed bytes", async () => {
    const found = await run((items) =>
      items.map((item, i) =>
        i === middle ? { ...item, leaf: hashed(item, (text) => text.replace("false", "true")).leaf } : item,
      ),
    );
    expect(first(found)).toEqual({ kind: "leaf_hash", ...place(middle) });
  });

  test("changed bytes with their hash made anew", async () => {
    const found = await run((items) =>
      items.map((item, i) => (i === middle ? hashed(item, (text) => text.replace("false", "true")) : item)),
    );
    expect(first(found)).toEqual({ kind: "chain_prev", ...place(middle) });
    expect(kindsOf(found)).toContain("root");
  });

  test("bytes of another form that mean the same", async () => {
    const found = await run((items) =>
      items.map((item, i) => (i === middle ? hashed(item, (text) => text.replace(",", ", ")) : item)),
    );
    expect(first(found)).toMatchObject({ kind: "bytes_form", index: middle });
  });

  test.each([
    ["within a case", middle, "chain_gap", true],
    ["at the start of a case", 1, "chain_gap", true],
    // Its number in the case is gone with it: only the hole in the tree is left.
    ["at the end of a case", 40, "tree_leaf", false],
    ["at the end of the log", 81, "truncated", false],
  ])("a deleted entry %s", async (_, index, kind, isNamed) => {
    const found = await run((items) => items.filter((_item, i) => i !== index));
    const named = isNamed ? place(index) : { index };
    expect(first(found)).toMatchObject({ kind, ...named });
  });

  test("a deleted entry, the others numbered anew", async () => {
    const found = await run((items) => renumbered(items.filter((_, i) => i !== middle)));
    expect(first(found)).toMatchObject({ kind: "chain_gap", chain: place(middle).chain, n: place(middle).n });
    expect(kindsOf(found)).toContain("truncated");
  });

  test("a duplicated entry", async () => {
    const twice = (items: Item[]) => items.flatMap((item, i) => (i === middle ? [item, item] : [item]));
    expect(first(await run(twice))).toMatchObject({ kind: "tree_leaf", index: middle });
    expect(first(await run((items) => renumbered(twice(items))))).toMatchObject({
      kind: "tree_leaf",
      index: middle + 1,
    });
  });

  test("an inserted entry", async () => {
    const inserted = (items: Item[], at: number) => {
      const forged = hashed(items[middle] as Item, (text) => text.replace("entry-", "forge-"));
      return renumbered([...items.slice(0, at), forged, ...items.slice(at)]);
    };
    for (const at of [middle, middle + 1]) {
      expect(first(await run((items) => inserted(items, at)))).toMatchObject({
        kind: "chain_gap",
        index: at,
      });
    }
  });

  test("swapped entries, of one case and of two", async () => {
    const swapped = (items: Item[], a: number, b: number) =>
      items.map((item, i) => (i === a ? (items[b] ?? item) : i === b ? (items[a] ?? item) : item));
    const ofOne = log.leaves.findIndex(
      ({ chain, n }) => chain === place(middle).chain && n === Number(place(middle).n) + 1,
    );
    expect(first(await run((items) => swapped(items, middle, ofOne)))).toMatchObject({
      kind: "chain_gap",
      index: middle,
    });
    expect(first(await run((items) => renumbered(swapped(items, middle, ofOne))))).toMatchObject({
      kind: "chain_gap",
      index: middle,
    });
    expect(first(await run((items) => swapped(items, middle, middle + 1)))).toMatchObject({
      kind: "tree_leaf",
      index: middle,
    });
    const anew = await run((items) => renumbered(swapped(items, middle, middle + 1)));
    expect(first(anew)).toMatchObject({ kind: "root" });
  });

  test("two logs spliced into one", async () => {
    const other = itemsOf(makeLog(82, { mark: "other" }));
    const found = await run((items) => [...items.slice(0, middle), ...other.slice(middle)]);
    expect(first(found)).toMatchObject({ kind: "chain_prev", index: expect.any(Number) });
    expect(Number(first(found).index)).toBeLessThan(middle);
    expect(kindsOf(found)).toContain("root");
  });

  test.each([1, 2, 7, 50])("a tail of %i entries cut off", async (cut) => {
    const folder = newFolder();
    const short = { ...log, leaves: log.leaves.slice(0, -cut), places: log.places.slice(0, -cut) };
    writeExport(folder, short);
    expect((await verifyPaths([folder])).exit).toBe(0);
    const found = await verifyPaths([folder, anchorFile(log, [16, log.leaves.length])]);
    expect(first(found)).toMatchObject({ kind: "truncated", index: log.leaves.length - cut });
  });

  test("a column that is repeated beside the entry", async () => {
    expect(
      first(
        await run((items) => items.map((item, i) => (i === middle ? { ...item, caseKey: "IR-9" } : item))),
      ),
    ).toMatchObject({
      kind: "projection",
      index: middle,
    });
  });

  test("another key, another origin, another root under the right key", async () => {
    const folder = newFolder();
    writeExport(folder, log);
    const policy = path.join(newFolder(), "policy.txt");
    writeFileSync(policy, policyOf(newKey()));
    expect(first(await verifyPaths([folder, policy]))).toMatchObject({ kind: "signature" });
    writeFileSync(policy, policyOf(log.key, [7]));
    expect(first(await verifyPaths([folder, policy]))).toMatchObject({ kind: "origin" });
    const forked = path.join(newFolder(), "note.txt");
    writeFileSync(forked, noteOf(log.key, { size: 48, root: rootOf(["ab".repeat(32)]) }));
    writeFileSync(policy, policyOf(log.key));
    expect(first(await verifyPaths([folder, policy, forked]))).toMatchObject({ kind: "inconsistent" });
    const anchors = path.join(newFolder(), "anchors.jsonl");
    writeFileSync(anchors, anchorLine(noteOf(log.key, headAt(log, 48))));
    expect(kindsOf(await verifyPaths([folder, policy, forked, anchors]))).toContain("fork");
  });
});
