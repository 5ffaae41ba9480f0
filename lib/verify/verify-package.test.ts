import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { append, headAt, makeLog, newKey, noteOf } from "./test-log.ts";
import { writeExport } from "./test-log-files.ts";
import { packageOf, type PackageOptions, recordsOf, writeFolder, zipOf } from "./test-package.ts";
import { chain, folderOf, json, listIn, log, policyFile, verify, zipFile } from "./test-package-edits.ts";
import { signalOf } from "./test-story.ts";
import { anchorFile, first, kindsOf, newFolder, pinned } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

describe("a package as it has to be is valid", () => {
  test.each<[string, PackageOptions]>([
    ["of a case", { of: chain }],
    ["of a case up to an older head", { of: chain, size: 60 }],
    ["of a period", { of: [13, 47] }],
    ["of the first period", { of: [0, 20], older: 5 }],
    ["with an anchor's older checkpoint", { of: chain, older: 48 }],
    ["with an older checkpoint of a complete tree", { of: chain, older: 64 }],
  ])("%s, as a folder and as a zip", async (_, options) => {
    const files = packageOf(log, options);
    for (const given of [writeFolder(newFolder(), files), zipFile(zipOf(recordsOf(files)))]) {
      const { exit, lines } = await verifyPaths([given, policyFile()]);
      expect(lines[0]).toBe("valid");
      expect(lines).toContain(`Nothing here shows what came after checkpoint size ${options.size ?? 82}.`);
      expect(exit).toBe(0);
    }
  });

  test("with keys of its own, which it says and prints", async () => {
    const answer = await verifyPaths([folderOf()]);
    expect(answer.exit).toBe(0);
    expect(answer.lines.join("\n")).toMatch(
      /keys are the package's own.*compare[^]*SHA-256 of the public key/,
    );
    expect((await verify({})).lines.join()).not.toContain("compare");
  });

  test("where keys were destroyed and bodies deleted, which it says", async () => {
    const open = json("disclosure.json", (value) =>
      Object.assign(listIn(value, "parts")[0] ?? {}, { key: null, text: null }),
    );
    expect((await verify(open)).lines).toContain("not covered: texts whose key isn't here (1)");
    const gone = json("request.json", (value) =>
      Object.assign(listIn(value, "requests")[0] ?? {}, { payload: null }),
    );
    expect(await verify(gone)).toMatchObject({ exit: 0 });
    const deleted = json("signals/index.json", (value) =>
      Object.assign(listIn(value, "signals")[0] ?? {}, { file: null }),
    );
    expect(await verify(deleted)).toMatchObject({ exit: 0 });
  });

  test("with a signal whose entry has no digest of it, which it says", async () => {
    const linked = makeLog(1);
    const cause = { signals: [signalOf("IR-1")], policy: null };
    append(linked, { type: "signal.received", chain: "IR-1", more: { cause } });
    const folder = writeFolder(newFolder(), packageOf(linked, { of: "IR-1" }));
    const answer = await verifyPaths([folder, policyFile(linked)]);
    expect(answer.lines).toContain("not covered: signals of which no entry here holds the digest (1)");
    expect(answer.exit).toBe(0);
  });

  test("with other files in its folder, which it says", async () => {
    const folder = folderOf();
    writeFileSync(path.join(folder, "notes.txt"), "mine");
    const answer = await verifyPaths([folder, policyFile()]);
    expect(answer.exit).toBe(0);
    expect(answer.lines.join()).toContain("files that the package doesn't name (1), such as notes.txt");
  });

  test("beside anchors and the log itself, which have to be of one history", async () => {
    expect((await verify({}, anchorFile(log, [82]))).lines.join()).toContain("newest anchor: size 82");
    expect((await verify({ older: 48 }, anchorFile(log, [48]))).lines.join()).toContain(
      "newest anchor: size 48",
    );
    const elsewhere = await verify({}, anchorFile(log, [50]));
    expect(elsewhere.lines.join()).toContain("not covered: checkpoints of other sizes that were given (1)");
    const { database } = pinned(log);
    expect(await verify({}, database)).toMatchObject({ exit: 0 });
    const other = { ...makeLog(82, { mark: "other" }), key: log.key };
    expect(kindsOf(await verify({}, anchorFile(other, [82])))).toContain("fork");
    expect(kindsOf(await verify({ older: 48 }, anchorFile(other, [48])))).toContain("fork");
    const folder = newFolder();
    writeExport(folder, other);
    expect(kindsOf(await verify({ size: 60 }, folder))).toContain("inconsistent");
  });

  test("when its own verify.mjs checks it from inside, with the first Node that the computer has", () => {
    const folder = folderOf({ older: 64 });
    const inside = { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } } as const;
    const plain = spawnSync(systemNode(), ["verify.mjs", "."], inside);
    expect(plain.stderr).toBe("");
    expect(plain).toMatchObject({ status: 0, stdout: expect.stringMatching(/^valid\n/) });
    writeFileSync(path.join(folder, "checkpoint.txt"), noteOf(log.key, headAt(log, 81)));
    const changed = spawnSync(systemNode(), ["verify.mjs", "."], inside);
    expect(changed).toMatchObject({ status: 1, stdout: expect.stringMatching(/^tampered: /) });
  });

  /** The first Node that the computer has outside the project: often an older one. */
  function systemNode(): string {
    const folders = (process.env["PATH"] ?? "")
      .split(path.delimiter)
      .filter((one) => !one.includes("node_modules"));
    const found = ["/usr/bin", ...folders].map((folder) => path.join(folder, "node"));
    const runs = (file: string) =>
      spawnSync(file, ["-p", "process.versions.node"], { encoding: "utf8" }).stdout;
    return found.find((file) => Number.parseInt(runs(file) ?? "", 10) >= 20) ?? process.execPath;
  }
});

describe("whoever changes a package without the key is found", () => {
  test.each<[string, (folder: string) => void]>([
    ["a view changed", (folder) => writeFileSync(path.join(folder, "report.html"), "all was well")],
    ["a file removed", (folder) => rmSync(path.join(folder, "report.html"))],
    [
      "a link instead of a file",
      (folder) => {
        renameSync(path.join(folder, "report.html"), path.join(folder, "other.html"));
        symlinkSync(path.join(folder, "other.html"), path.join(folder, "report.html"));
      },
    ],
    [
      "a folder instead of a file",
      (folder) => {
        rmSync(path.join(folder, "report.html"));
        mkdirSync(path.join(folder, "report.html"));
      },
    ],
    ["the manifest removed", (folder) => rmSync(path.join(folder, "manifest.json"))],
    ["the manifest emptied", (folder) => writeFileSync(path.join(folder, "manifest.json"), "{}\n")],
    ["the timeline removed", (folder) => rmSync(path.join(folder, "timeline.jsonl"))],
  ])("%s", async (_, change) => {
    const folder = folderOf();
    change(folder);
    expect(kindsOf(await verifyPaths([folder, policyFile()]))).toContain("package_file");
    expect(kindsOf(await verifyPaths([folder]))).toContain("package_file");
  });

  test("the manifest made anew under another key", async () => {
    const foreign = { ...log, key: newKey() };
    const folder = writeFolder(newFolder(), packageOf(foreign, { of: chain }));
    expect((await verifyPaths([folder])).exit).toBe(0);
    const found = await verifyPaths([folder, policyFile()]);
    expect(found.exit).toBe(1);
    expect(kindsOf(found)).toEqual(expect.arrayContaining(["package_file", "signature", "proof"]));
  });

  test("another order, other blanks, another signature", async () => {
    const folder = folderOf();
    const file = path.join(folder, "manifest.json");
    const text = String(packageOf(log, { of: chain }).get("manifest.json"));
    for (const changed of [
      text.replace(",", ", "),
      text.trimEnd(),
      text.replace('"v":1', '"v":2'),
      `${text}\n`,
    ]) {
      writeFileSync(file, changed);
      expect(first(await verifyPaths([folder, policyFile()]))).toMatchObject({ kind: "package_file" });
    }
  });
});
