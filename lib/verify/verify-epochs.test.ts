import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { anchorFile, first, newFolder, pinned } from "./test-verify.ts";
import { append, headAt, logName, makeLog, noteOf, policyOf, rootOf } from "./test-log.ts";
import { anchorLine, itemsOf, writeExport } from "./test-log-files.ts";
import { verifyPaths } from "./verify.ts";

describe("a log that goes on in a new epoch", () => {
  /** An opening that stands before an entry of its own chain, which waited while nothing could be sealed. */
  function withTwoEpochs() {
    const log = makeLog(41);
    const facts = {
      previousOrigin: `${logName}/1`,
      previousSize: "41",
      previousRoot: headAt(log, 41).root,
      foundSize: "41",
    };
    append(log, { type: "session.started", chain: "installation" }, 2);
    append(log, { type: "epoch.opened", chain: "installation", more: { facts } }, 2);
    for (const swapped of [log.leaves.pop(), log.leaves.pop()].reverse())
      if (swapped) log.leaves.splice(41, 0, swapped);
    append(log, { type: "session.started", chain: "source:siem" }, 2);
    return log;
  }
  const log = withTwoEpochs();
  const policy = () => {
    const file = path.join(newFolder(), "policy.txt");
    writeFileSync(file, policyOf(log.key, [1, 2]));
    return file;
  };

  test("is valid, in a database and exported as a whole", async () => {
    expect(log.leaves.slice(41).map(({ type }) => type)).toEqual([
      "epoch.opened",
      "session.started",
      "session.started",
    ]);
    const { database } = pinned(log);
    expect((await verifyPaths([database, policy()])).lines[0]).toBe("valid");
    const folder = newFolder();
    writeExport(folder, log);
    expect(await verifyPaths([folder, anchorFile(log, [41])])).toMatchObject({ exit: 0 });
  });

  test("is valid from the new epoch on, and says what it can't show", async () => {
    const folder = newFolder();
    writeExport(folder, log, itemsOf(log).slice(41));
    const { exit, lines } = await verifyPaths([folder, anchorFile(log, [41])]);
    expect(lines.join("\n")).toContain("before their first entry here");
    expect(exit).toBe(0);
  });

  test("doesn't hide an entry that was taken out of the old one", async () => {
    const folder = newFolder();
    writeExport(
      folder,
      log,
      itemsOf(log).filter((_, i) => i !== 14),
    );
    expect(first(await verifyPaths([folder]))).toMatchObject({ kind: "chain_gap", index: 14 });
    const cut = itemsOf(log).filter((_, i) => i < 38 || i > 40);
    writeExport(folder, log, cut);
    expect((await verifyPaths([folder])).exit).toBe(1);
    expect(first(await verifyPaths([folder, anchorFile(log, [41])]))).toMatchObject({
      kind: "truncated",
      index: 38,
    });
  });

  test("an opened epoch tells the loss in the first line", async () => {
    const log = makeLog(41);
    const previous = headAt(log, 41);
    const lost = { size: 50, root: rootOf(["aa", "bb"].map((byte) => byte.repeat(32))) };
    const facts = {
      previousOrigin: `${logName}/1`,
      previousSize: "50",
      previousRoot: lost.root,
      foundSize: "41",
      reason: "disk",
    };
    append(log, { type: "epoch.opened", chain: "installation", more: { facts } }, 2);
    append(log, { type: "session.started", chain: "installation" }, 2);
    const { database } = pinned(log);
    const policy = path.join(newFolder(), "policy.txt");
    writeFileSync(policy, policyOf(log.key, [1, 2]));
    const anchor = (size: number, root: string) => {
      const anchors = path.join(newFolder(), "anchors.jsonl");
      writeFileSync(anchors, anchorLine(noteOf(log.key, { size, root })));
      return verifyPaths([database, policy, anchors]);
    };
    const valid = await anchor(50, lost.root);
    expect(valid.lines[0]).toMatch(/^epoch 2 opened on .*, entries 42–50 of epoch 1 lost, reason: disk$/);
    expect(valid.exit).toBe(0);
    expect(first(await anchor(51, lost.root))).toMatchObject({ kind: "truncated" });
    expect(first(await anchor(50, previous.root))).toMatchObject({ kind: "truncated" });
    expect(first(await anchor(40, lost.root))).toMatchObject({ kind: "inconsistent" });
  });
});
