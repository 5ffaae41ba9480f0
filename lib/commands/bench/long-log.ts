import { Buffer } from "node:buffer";
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { formatPolicy } from "#lib/log/policy-file.ts";
import type { Entry } from "#lib/domain/entry.ts";
import { canonicalBytes } from "#lib/log/canonical.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { leafHashHex, noEntry, sha256Hex } from "#lib/log/hashes.ts";
import { appendLeaves, emptyFrontier, rootOf, type TreeNode } from "#lib/log/merkle.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import { toSealedEntry } from "#lib/use-cases/log/report-log.ts";

const casesAtATime = 20;
const entriesAtOnce = 10_000;
const firstAt = Date.UTC(2025, 0, 1);
const msBetween = 20_000;

/** What happens in the life of a case in which somebody is suspended, one entry each. */
const story = [
  "signal.received",
  "case.opened",
  "case.changed",
  "request.submitted",
  "request.approved",
  "request.claimed",
  "call.intended",
  "call.answered",
  "outcome.settled",
  "case.closed",
] as const;

/** So many entries of a log in the order in which they are sealed, in chains of ten, twenty chains at a time. */
function* makeEntries(count: number): Generator<EntryRecord> {
  let made = 0;
  for (let number = 1; ; number += casesAtATime) {
    const heads = Array.from({ length: casesAtATime }, () => noEntry);
    for (const [step, type] of story.entries()) {
      for (const [lane, prev] of heads.entries()) {
        const record = makeEntry({ type, number: number + lane, n: step + 1, prev, made });
        heads[lane] = record.hash;
        yield record;
        made += 1;
        if (made === count) return;
      }
    }
  }
}

interface Place {
  type: (typeof story)[number];
  number: number;
  n: number;
  prev: string;
  made: number;
}

function makeEntry({ type, number, n, prev, made }: Place): EntryRecord {
  const at = new Date(firstAt + made * msBetween);
  const id = `01940000-0000-7000-8000-${made.toString(16).padStart(12, "0")}`;
  const chain = `IR-${number}`;
  const requestKey = n >= 4 && n <= 9 ? `REQ-${number}` : null;
  const kind = type === "request.submitted" || type === "request.approved" ? "person" : "system";
  const digest = sha256Hex(chain);
  const isCall = type.startsWith("call.");
  const entry: Entry = {
    v: 1,
    id,
    at: at.toISOString(),
    late: false,
    type,
    chain: { key: chain, n, prev },
    actor: {
      kind,
      iss: kind === "person" ? "https://idp.example" : null,
      sub: kind === "person" ? `person-${n}@acme.example` : null,
      personId: kind === "person" ? `01940000-0000-7000-8000-00000000000${n}` : null,
      roles: kind === "person" ? ["analyst"] : [],
      sessionRef: kind === "person" ? digest.slice(0, 16) : null,
      amr: kind === "person" ? ["pwd", "otp"] : [],
      authTime: kind === "person" ? at.toISOString() : null,
      name: kind === "person" ? null : "executor",
      simulated: false,
    },
    workflowId: `wf-${number}`,
    subject: { account: "BENCHACCOUNT00000000000000", userId: `USER${number}` },
    request: requestKey === null ? null : { key: requestKey, digest, version: 1 },
    cause: type === "signal.received" ? { signals: [`signal-${number}`], policy: null } : null,
    before: type === "case.changed" ? "new" : null,
    after: type === "outcome.settled" ? { state: "SUSPENDED", readAt: at.toISOString() } : "triage",
    call: isCall
      ? {
          attempt: 1,
          fence: 1,
          method: "POST",
          path: "/v1/users",
          status: 200,
          requestId: `r${number}`,
          ms: 80,
        }
      : null,
    outcome: type === "outcome.settled" ? { result: "succeeded", code: "done" } : null,
    facts: type === "signal.received" ? { source: "siem", rawSha256: digest } : {},
    enc: kind === "person" || n === 1 ? [encryptedPart(digest)] : [],
  };
  const bytes = canonicalBytes(entry);
  return { id, chain, n, hash: leafHashHex(bytes), bytes, at, type, requestKey };
}

/** Of the size of a real one; nobody opens it. */
function encryptedPart(digest: string): Entry["enc"][number] {
  const ct = Buffer.from(digest.slice(0, 56)).toString("base64");
  return { field: "reason", kid: digest.slice(0, 36), nonce: ct.slice(0, 16), ct, kc: digest };
}

export interface LongLog {
  size: number;
  /** Lower-case hex. */
  root: string;
}

/** Makes a log of so many entries and hands it over in pieces, each with the nodes of the tree that it completes. */
export function makeLongLog(
  count: number,
  take: (entries: readonly EntryRecord[], from: number, nodes: readonly TreeNode[]) => void,
): LongLog {
  let frontier = emptyFrontier;
  let piece: EntryRecord[] = [];
  const hand = () => {
    const from = frontier.size;
    const grown = appendLeaves(
      frontier,
      piece.map(({ hash }) => hash),
    );
    frontier = grown.frontier;
    take(piece, from, grown.nodes);
    piece = [];
  };
  for (const entry of makeEntries(count)) {
    piece.push(entry);
    if (piece.length === entriesAtOnce) hand();
  }
  if (piece.length > 0) hand();
  return { size: frontier.size, root: rootOf(frontier) };
}

/** Writes a log of so many entries as `admin export-log` would. */
export function exportLongLog(folder: string, count: number, signer: LogSigner): void {
  mkdirSync(folder, { recursive: true });
  const file = openSync(path.join(folder, "log.jsonl"), "wx");
  const origin = signer.origin(1);
  try {
    const { size, root } = makeLongLog(count, (entries, from) => {
      const lines = entries.map((entry, place) =>
        JSON.stringify(toSealedEntry({ epoch: 1, index: from + place, entry })),
      );
      writeSync(file, `${lines.join("\n")}\n`);
    });
    const note = signer.sign(origin, formatCheckpoint({ origin, size, root }));
    writeFileSync(path.join(folder, "checkpoint.txt"), note);
    writeFileSync(path.join(folder, "policy.txt"), formatPolicy([signer.vkey(origin)]));
  } finally {
    closeSync(file);
  }
}
