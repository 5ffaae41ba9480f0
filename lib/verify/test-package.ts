import { createHash, sign } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import {
  hashesOf,
  headAt,
  type Leaf,
  logName,
  noteOf,
  policyOf,
  rootOf,
  type TestLog,
  vkeyOf,
} from "./test-log.ts";
import {
  canonicalText,
  entryKeyOf,
  type Fields,
  installationId,
  payloadOf,
  rawOf,
  signalOf,
} from "./test-story.ts";

/*
 * Evidence packages, written from their specification alone, with nothing of the product and nothing of the verifier.
 */

/** Files by name. */
export type PackageFiles = Map<string, Buffer>;

export interface PackageOptions {
  /** A case's key, or the indexes of a period, the second one not part of it. */
  of: string | [from: number, to: number];
  epoch?: number;
  /** The head; without one the newest. */
  size?: number;
  /** The size of an older checkpoint that an anchor took. */
  older?: number;
  /** Changes what the entries, parts and requests are made from, before the manifest is signed. */
  change?: (files: PackageFiles) => void;
  manifest?: (manifest: Fields) => Fields;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const line = (value: Parameters<typeof canonicalText>[0]) => Buffer.from(`${canonicalText(value)}\n`);
const base64 = (hash: string) => Buffer.from(hash, "hex").toString("base64");

function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The audit path of RFC 6962, 2.1.1. */
export function pathOf(index: number, hashes: string[]): string[] {
  if (hashes.length <= 1) return [];
  const split = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...pathOf(index, left), rootOf(right)]
    : [...pathOf(index - split, right), rootOf(left)];
}

/** The consistency proof of RFC 6962, 2.1.2. */
function consistencyOf(size: number, hashes: string[], isWhole = true): string[] {
  if (size === hashes.length) return isWhole ? [] : [rootOf(hashes)];
  const split = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return size <= split
    ? [...consistencyOf(size, left, isWhole), rootOf(right)]
    : [...consistencyOf(size - split, right, false), rootOf(left)];
}

export function proofText(log: TestLog, { epoch = 1, index = 0, size = 0 }): string {
  const hashes = hashesOf(log, epoch).slice(0, size);
  const lines = ["c2sp.org/tlog-proof@v1", `index ${index}`, ...pathOf(index, hashes).map(base64), "", ""];
  return lines.join("\n") + noteOf(log.key, headAt(log, size, epoch));
}

const verifier = Buffer.from(
  stripTypeScriptTypes(readFileSync(new URL("verify.ts", import.meta.url), "utf8")),
);

export function packageOf(log: TestLog, options: PackageOptions): PackageFiles {
  const { of, epoch = 1, older } = options;
  const size = options.size ?? hashesOf(log, epoch).length;
  const shown = log.leaves
    .map((leaf, i) => ({ leaf, place: log.places[i] ?? { epoch: 0, index: 0 } }))
    .filter(({ leaf, place }) =>
      typeof of === "string"
        ? leaf.chain === of && (place.epoch < epoch || place.index < size)
        : place.epoch === epoch && place.index >= of[0] && place.index < of[1],
    );
  const files: PackageFiles = new Map();
  const head = headAt(log, size, epoch);
  const sizeOf = (one: number) => (one === epoch ? size : hashesOf(log, one).length);
  files.set("timeline.jsonl", Buffer.concat(shown.map(({ leaf, place }) => line(itemOf(leaf, place)))));
  for (const { place } of shown)
    files.set(
      `proofs/${place.epoch}-${place.index}.tlog-proof`,
      Buffer.from(proofText(log, { ...place, size: sizeOf(place.epoch) })),
    );
  files.set("checkpoint.txt", Buffer.from(noteOf(log.key, head)));
  if (older !== undefined) {
    const lines = consistencyOf(older, hashesOf(log, epoch).slice(0, size)).map(base64);
    const note = noteOf(log.key, headAt(log, older, epoch));
    files.set(
      "consistency.txt",
      Buffer.from([`${note}`, `consistency ${older} ${size}`, ...lines, ""].join("\n")),
    );
  }
  files.set(
    "policy.txt",
    Buffer.from(policyOf(log.key, [...new Set(log.places.map((place) => place.epoch))])),
  );
  const leaves = shown.map(({ leaf }) => leaf);
  files.set("disclosure.json", line({ parts: leaves.flatMap(partsOf) }));
  const numbers = leaves
    .filter(({ type }) => type === "request.submitted")
    .map(({ chain }) => Number(chain.slice(3)));
  files.set("request.json", line({ requests: numbers.map(requestOf) }));
  const signals = leaves.filter(({ type }) => type === "signal.received");
  files.set("signals/index.json", line({ signals: signals.map(({ chain }) => signalLine(chain)) }));
  for (const { chain } of signals) files.set(`signals/${signalOf(chain)}.raw`, rawOf(chain));
  files.set("policy.json", line({ policies: [] }));
  files.set("api/calls.json", line({ calls: [] }));
  files.set("report.html", Buffer.from("<!doctype html><title>Evidence</title>\n".repeat(3)));
  files.set("VERIFY.md", Buffer.from("node verify.mjs .\n"));
  files.set("verify.mjs", verifier);
  options.change?.(files);
  return signFiles(log, files, (manifest) => {
    const ends = new Map<string, Fields>();
    for (const { chain, n } of leaves)
      ends.set(chain, { key: chain, first: ends.get(chain)?.["first"] ?? n, last: n });
    const whole: Fields = {
      ...manifest,
      v: 1,
      kind: typeof of === "string" ? "case" : "period",
      case: typeof of === "string" ? of : null,
      period:
        typeof of === "string" ? null : { from: "2026-11-20T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z" },
      installationId,
      product: { name: "countersign", version: "0.1.0" },
      origin: `${logName}/${epoch}`,
      epoch,
      size,
      root: base64(head.root),
      chains: [...ends.keys()].sort().map((key) => ends.get(key) ?? {}),
      entries: leaves.length,
      keyId: vkeyOf(log.key, epoch).split("+")[1] ?? "",
    };
    return options.manifest?.(whole) ?? whole;
  });
}

/** The files with a manifest before them that lists and signs them. */
export function signFiles(
  log: TestLog,
  files: PackageFiles,
  about: (listed: Fields) => Fields,
): PackageFiles {
  const names = [...files.keys()].filter((name) => name !== "manifest.json").sort();
  const listed = names.map((name) => {
    const bytes = files.get(name) ?? Buffer.alloc(0);
    return { path: name, sha256: sha256(bytes), bytes: bytes.length };
  });
  const manifest = about({ files: listed });
  const body = Buffer.from(`countersign/evidence-package/1\n${canonicalText(manifest)}`);
  const signature = sign(null, body, log.key).toString("base64");
  const rest = [...files].filter(([name]) => name !== "manifest.json");
  return new Map([["manifest.json", line({ ...manifest, signature })], ...rest]);
}

const itemOf = (
  { bytes, hash, chain, n }: Leaf,
  { epoch, index }: { epoch: number; index: number },
): Fields => ({
  caseKey: chain.startsWith("IR-") ? chain : null,
  caseSeq: n,
  epoch,
  hash,
  index,
  leaf: bytes.toString("base64"),
});

function partsOf({ id, chain, texts }: Leaf): Fields[] {
  const key = entryKeyOf(chain, id).toString("base64");
  return Object.entries(texts).map(([field, text]) => ({
    entry: id,
    field,
    kid: `key of ${chain}`,
    key,
    text,
  }));
}

function requestOf(number: number): Fields {
  const payload = payloadOf(number);
  return { key: `REQ-${number}`, digest: sha256(payload), payload: payload.toString("base64"), votes: [] };
}

function signalLine(chain: string): Fields {
  const [id, rawSha256] = [signalOf(chain), sha256(rawOf(chain))];
  return {
    id,
    source: "siem",
    receivedAt: "2026-11-20T00:00:00.000Z",
    signature: "valid",
    rawSha256,
    file: `signals/${id}.raw`,
  };
}

export function writeFolder(folder: string, files: PackageFiles): string {
  for (const [name, bytes] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

export interface ZipRecord {
  name: string;
  bytes: Buffer;
  /** What the record says, where that isn't the truth. */
  said?: Partial<{
    size: number;
    packed: number;
    crc: number;
    flags: number;
    date: number;
    extra: Buffer;
    localName: string;
  }>;
  method?: 0 | 8;
  /** The packed bytes, where they aren't those of `bytes`. */
  packed?: Buffer;
}

/** A zip of these records; `edit` may spoil its parts before they are put together. */
export function zipOf(
  records: ZipRecord[],
  edit: (parts: { local: Buffer[]; central: Buffer[] }) => void = () => {},
): Buffer {
  const parts = { local: [] as Buffer[], central: [] as Buffer[] };
  let offset = 0;
  for (const one of records) {
    const { name, bytes, said = {}, method = 8 } = one;
    const packed = one.packed ?? (method === 8 ? deflateRawSync(bytes) : bytes);
    const extra = said.extra ?? Buffer.alloc(0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(said.flags ?? 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(said.date ?? 0x21, 8);
    common.writeUInt32LE(said.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(said.packed ?? packed.length, 14);
    common.writeUInt32LE(said.size ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    common.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04"),
      common,
      Buffer.from(said.localName ?? name),
      extra,
      packed,
    ]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    parts.local.push(local);
    parts.central.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, central, Buffer.from(name), extra]),
    );
    offset += local.length;
  }
  edit(parts);
  const [files, directory] = [Buffer.concat(parts.local), Buffer.concat(parts.central)];
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.central.length, 8);
  end.writeUInt16LE(parts.central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, directory, end]);
}

export const recordsOf = (files: PackageFiles): ZipRecord[] =>
  [...files].map(([name, bytes]) => ({ name, bytes, method: name.endsWith(".raw") ? 0 : 8 }));
