import { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { amountOf, recordProof } from "#lib/proof/test-amount.ts";
import { makeLog, policyOf } from "./test-log.ts";
import { writeExport } from "./test-log-files.ts";
import { packageOf, recordsOf, writeFolder, zipOf } from "./test-package.ts";
import { newFolder } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

describe("no byte can change unnoticed", () => {
  const { count, timeoutMs, seed } = amountOf("verify-bytes", 300);
  const log = makeLog(200);
  const policy = () => {
    const file = path.join(newFolder(), "policy.txt");
    writeFileSync(file, policyOf(log.key));
    return file;
  };

  const nothingMissed = { missed: [], after: 0 };

  /**
   * Changes single bytes of these files in turn, twice each, and gives what wasn't found. Bounded, a spread of the
   * places; in the long run every one of them.
   */
  async function flip(proof: string, given: string[], files: string[], isSame = (_file: string) => false) {
    const startedAt = performance.now();
    const total = files.reduce((sum, file) => sum + statSync(file).size * 2, 0);
    const step = Math.max(1, Math.floor(total / count));
    const counts = { tampered: 0, same: 0, missed: 0 };
    const missed: string[] = [];
    let turn = seed % step;
    for (const file of files) {
      const bytes = readFileSync(file);
      const handle = openSync(file, "r+");
      const put = (at: number, byte: number) => writeSync(handle, Buffer.of(byte), 0, 1, at);
      for (; turn < bytes.length * 2; turn += step) {
        const at = turn >> 1;
        const byte = bytes[at] ?? 0;
        const mask = turn % 2 === 0 ? 0x01 : 0xff;
        put(at, byte ^ mask);
        const { exit, lines } = await verifyPaths(given);
        if (exit === 0 && isSame(file)) counts.same += 1;
        else if (exit === 1 && !/\n\s+at /.test(lines.join("\n"))) counts.tampered += 1;
        else missed.push(`${path.basename(file)} byte ${at} ^ ${mask}: ${exit} ${lines[0]}`);
        put(at, byte);
      }
      turn -= bytes.length * 2;
      closeSync(handle);
    }
    counts.missed = missed.length;
    const ms = Math.round(performance.now() - startedAt);
    recordProof({ proof, count: counts.tampered + counts.same + counts.missed, seed, ms, counts });
    return { missed: missed.slice(0, 20), after: (await verifyPaths(given)).exit };
  }

  test(
    "of an exported log of 200 entries and its checkpoint",
    async () => {
      const folder = newFolder();
      writeExport(folder, log);
      const files = ["checkpoint.txt", "log.jsonl"].map((name) => path.join(folder, name));
      expect(await flip("verify-bytes: exported log", [folder, policy()], files)).toEqual(nothingMissed);
    },
    timeoutMs,
  );

  test(
    "of the files of a package, its proofs among them, with keys of its own",
    async () => {
      const folder = writeFolder(newFolder(), packageOf(log, { of: "IR-1001", older: 64 }));
      const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
      const files = names.map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile());
      expect(await flip("verify-bytes: package", [folder], files.sort())).toEqual(nothingMissed);
    },
    timeoutMs,
  );

  test(
    "of a package's zip, unless it unpacks to the same",
    async () => {
      const file = path.join(newFolder(), "evidence.zip");
      const zip = zipOf(recordsOf(packageOf(log, { of: "IR-1001", older: 64 })));
      writeFileSync(file, zip);
      const before = contents(zip);
      expect(
        await flip("verify-bytes: package as a zip", [file, policy()], [file], () =>
          contents(readFileSync(file)).every((one, i) => one === before[i]),
        ),
      ).toEqual(nothingMissed);
    },
    timeoutMs,
  );

  /** Of each record all that isn't packed bytes, and what these unpack to, as another program would read it. */
  function contents(zip: Buffer): string[] {
    const found: string[] = [];
    let at = 0;
    while (zip.readUInt32LE(at) === 0x04034b50) {
      const [packed, length] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26)];
      const from = at + 30 + length;
      const bytes = zip.subarray(from, from + packed);
      const plain = zip.readUInt16LE(at + 8) === 0 ? bytes : inflateRawSync(bytes);
      found.push(zip.toString("latin1", at, from), plain.toString("latin1"));
      at = from + packed;
    }
    return [...found, zip.toString("latin1", at)];
  }
});
