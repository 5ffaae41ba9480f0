import { deflateRawSync } from "node:zlib";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { packageOf, recordsOf, zipOf, type ZipRecord } from "./test-package.ts";
import { chain, log, policyFile, zipFile } from "./test-package-edits.ts";
import { kindsOf, newFolder } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

const files = packageOf(log, { of: chain });
const records = recordsOf(files);
const of = (name: string) => records.find((one) => one.name === name) ?? { name, bytes: Buffer.alloc(0) };
const more = (...others: ZipRecord[]) => zipOf([...records, ...others]);
/** The same records, but for one about which something is said. */
const said = (lies: NonNullable<ZipRecord["said"]>, name = "report.html") =>
  zipOf(records.map((one) => (one.name === name ? { ...one, said: lies } : one)));
const other = (bytes: Buffer, change: (bytes: Buffer) => void) => {
  change(bytes);
  return bytes;
};
const zip = () => zipOf(records);
const end = (bytes: Buffer) => bytes.length - 22;
const directory = (bytes: Buffer) => bytes.readUInt32LE(end(bytes) + 16);
const big = Buffer.alloc(100_000);
const report = files.get("report.html") ?? big;
const local = { flags: 6, method: 8, time: 10, date: 12, crc: 14, packed: 18, size: 22, name: 26, extra: 28 };

describe("a zip has one meaning for every program, or it is refused", () => {
  test.each<[string, () => Buffer]>([
    ["cut short", () => zip().subarray(0, -1)],
    ["without its directory", () => zip().subarray(0, directory(zip()))],
    ["something before it", () => Buffer.concat([Buffer.from("#!/bin/sh\n"), zip()])],
    ["something after it", () => Buffer.concat([zip(), Buffer.from("\n")])],
    [
      "a comment",
      () => other(Buffer.concat([zip(), Buffer.from("ab")]), (all) => all.writeUInt16LE(2, all.length - 4)),
    ],
    ["several parts", () => other(zip(), (all) => all.writeUInt16LE(1, end(all) + 4))],
    [
      "fewer files in the end than in the directory",
      () =>
        other(zip(), (all) => {
          all.writeUInt16LE(records.length - 1, end(all) + 8);
          all.writeUInt16LE(records.length - 1, end(all) + 10);
        }),
    ],
    [
      "more files in the end than in the directory",
      () =>
        other(zip(), (all) => {
          all.writeUInt16LE(records.length + 1, end(all) + 8);
          all.writeUInt16LE(records.length + 1, end(all) + 10);
        }),
    ],
    ["zip64", () => other(zip(), (all) => all.fill(0xff, end(all) + 8, end(all) + 20))],
    ["a directory elsewhere", () => other(zip(), (all) => all.writeUInt32LE(7, end(all) + 16))],
    ["a directory beyond the end", () => other(zip(), (all) => all.writeUInt32LE(0xfffffff0, end(all) + 16))],
    ["a file listed twice", () => more(of("report.html"))],
    ["two names that differ in case only", () => more({ name: "Report.html", bytes: report })],
    ["a file that isn't in the manifest", () => more({ name: "notes.txt", bytes: report })],
    ["a file left out", () => zipOf(records.filter((one) => one.name !== "report.html"))],
    ["no manifest", () => zipOf(records.slice(1))],
    [
      "another file under a name",
      () => zipOf(records.map((one) => (one.name === "report.html" ? { ...one, bytes: big } : one))),
    ],
    ...[
      "../x",
      "a/../x",
      "/etc/x",
      "C:\\x",
      "a\\x",
      "a//x",
      "a/",
      ".",
      "./x",
      "",
      "x\0y",
      "x\ny",
      "ü",
      "a".repeat(201),
    ].map((name): [string, () => Buffer] => [
      `the name ${JSON.stringify(name)}`,
      () => more({ name, bytes: report }),
    ]),
    ["encryption", () => said({ flags: 1 })],
    ["sizes behind the data", () => said({ flags: 8 })],
    ["another time", () => said({ date: 0x5af6 })],
    ["an extra field", () => said({ extra: Buffer.from("\x01\x00\x02\x00ab") })],
    ["a size that is too small", () => said({ size: report.length - 1 })],
    ["a size that is too large", () => said({ size: report.length + 1 })],
    ["a packed size into the next file", () => said({ packed: 4_000 })],
    ["a packed size that is too small", () => said({ packed: 5 })],
    ["another checksum", () => said({ crc: 1 })],
    ["another name in the file's own record", () => said({ localName: "reqort.html" })],
    [
      "bytes after the packed ones",
      () =>
        zipOf(records, ({ local: all, central }) => {
          const last = all.length - 1;
          all[last] = Buffer.concat([all[last] ?? big, Buffer.from("x")]);
          const size = (central[last] ?? big).readUInt32LE(20) + 1;
          central[last]?.writeUInt32LE(size, 20);
          all[last].writeUInt32LE(size, local.packed);
        }),
    ],
    [
      "records that share bytes",
      () =>
        zipOf(records, ({ central }) => {
          central[3]?.writeUInt32LE(central[2]?.readUInt32LE(42) ?? 0, 42);
        }),
    ],
    [
      "a gap between records",
      () =>
        zipOf(records, ({ local: all, central }) => {
          all[2] = Buffer.concat([all[2] ?? big, Buffer.alloc(1)]);
          for (const one of central.slice(3)) one.writeUInt32LE(one.readUInt32LE(42) + 1, 42);
        }),
    ],
    [
      "a record out of range",
      () => zipOf(records, ({ central }) => central[3]?.writeUInt32LE(0x7fffffff, 42)),
    ],
    ["records in another order than the directory", () => zipOf(records, ({ central }) => central.reverse())],
    [
      "another method",
      () =>
        zipOf(records, ({ local: all, central }) => {
          all[3]?.writeUInt16LE(12, local.method);
          central[3]?.writeUInt16LE(12, 10);
        }),
    ],
    [
      "the attributes of a link",
      () => zipOf(records, ({ central }) => central[3]?.writeUInt32LE(0xa1ff0000, 38)),
    ],
    ...Object.entries(local).map(([field, from]): [string, () => Buffer] => [
      `another ${field} in the file's own record`,
      () =>
        zipOf(records, ({ local: all }) => {
          const record = all[3] ?? big;
          record[from] = (record[from] ?? 0) ^ 0x10;
        }),
    ]),
  ])("%s", async (_, make) => {
    const { exit, lines } = await verifyPaths([zipFile(make()), policyFile()]);
    expect(lines.join("\n")).not.toMatch(/\n\s+at |RangeError|undefined/);
    expect(kindsOf({ exit, lines })).toContain("package_file");
    expect(exit).toBe(1);
  });

  test("one that unpacks to more than anybody wants isn't unpacked", async () => {
    const size = 16 * 1_048_576;
    const packed = deflateRawSync(Buffer.alloc(size));
    const startedAt = performance.now();
    const lying = more({ name: "bomb", bytes: report, packed, said: { size: 10 } });
    expect(await verifyPaths([zipFile(lying), policyFile()])).toMatchObject({ exit: 1 });
    const bombs = Array.from({ length: 100 }, (_, n) => ({
      name: `b${n}`,
      bytes: report,
      packed,
      said: { size },
    }));
    const found = await verifyPaths([zipFile(more(...bombs)), policyFile()]);
    expect(found).toMatchObject({ exit: 2, lines: [expect.stringContaining("too much")] });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test("a zip of something else is no package, and no yes", async () => {
    const foreign = zipFile(zipOf([{ name: "word/document.xml", bytes: report }]));
    expect(await verifyPaths([foreign, policyFile()])).toMatchObject({ exit: 2 });
    const folder = newFolder();
    writeFileSync(path.join(folder, "evidence.zip"), zip());
    writeFileSync(path.join(folder, "other.zip"), zipOf([{ name: "word/document.xml", bytes: report }]));
    expect(await verifyPaths([folder, policyFile()])).toMatchObject({ exit: 0 });
  });
});
