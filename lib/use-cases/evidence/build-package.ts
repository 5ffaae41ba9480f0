import type { Entry } from "#lib/domain/entry.ts";
import { makeManifest, type PackageHead, type Scope } from "#lib/evidence/manifest.ts";
import { jsonFile, jsonLinesFile, type PackageFile, textFile } from "#lib/evidence/package-file.ts";
import type { ReportEntry, ReportModel } from "#lib/evidence/report-model.ts";
import { writeReport } from "#lib/evidence/report/write-report.ts";
import { tellRequests } from "#lib/evidence/request-story.ts";
import { howToVerify } from "#lib/evidence/how-to-verify.ts";
import { formatPolicy } from "#lib/log/policy-file.ts";
import { toBase64 } from "#lib/log/base64.ts";
import { type NoteVerifier, parseVkey, publicKeyFingerprint } from "#lib/log/signed-note.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { CheckpointRecord } from "#lib/ports/tree-store.ts";
import { reportKeys } from "#lib/use-cases/log/report-log.ts";
import { tellEntries } from "#lib/use-cases/tell-entry.ts";
import { caseFacts } from "./case-facts.ts";
import type { SealedEntry } from "./collect-entries.ts";
import { disclose, readerOf } from "./disclose.ts";
import { ocsfLines } from "./ocsf-lines.ts";
import { policyFile } from "./policy-facts.ts";
import { consistencyFile, proofFiles } from "./prove-entries.ts";
import { requestFile } from "./request-file.ts";
import { timelineCsv } from "./timeline-csv.ts";
import { signalFiles } from "./signal-files.ts";

/** What a package needs of this installation beside its services. */
export interface PackageMaker {
  /** Version of the product. */
  version: string;
  signer: LogSigner;
  /** The offline verifier as one program for Node 20. */
  verifier: () => string;
}

/** All files of a package, the manifest first (docs/specifications/evidence-package.md). */
export async function buildPackage(
  services: Services,
  maker: PackageMaker,
  input: { scope: Scope; sealed: SealedEntry[]; head: CheckpointRecord },
): Promise<PackageFile[]> {
  const { stores } = services;
  const { scope, head } = input;
  const sealed = input.sealed.toSorted((a, b) => a.epoch - b.epoch || a.index - b.index);
  const entries = sealed.map(({ entry }) => entry);
  const parts = await disclose(stores, sealed);
  const read = readerOf(parts);
  const requests = tellRequests(entries, read);
  const signals = await signalFiles(stores, sealed, read);
  const policies = await policyFile(services, requests);
  const consistency = await consistencyFile(stores.tree, head);
  const { keys } = await reportKeys(services, maker.signer);
  const origin = maker.signer.origin(head.epoch);
  const key = ownKey(maker.signer, origin);
  const packageHead: PackageHead = { origin, epoch: head.epoch, size: head.size, root: head.root };
  const model: ReportModel = {
    scope,
    title: scope.kind === "case" ? scope.case : `${scope.from.slice(0, 10)} to ${scope.to.slice(0, 10)}`,
    installationId: stores.installationId,
    version: maker.version,
    head: { ...packageHead, at: head.at.toISOString() },
    vkey: key.vkey,
    fingerprint: publicKeyFingerprint(key.publicKey),
    anchored: consistency === null ? null : { size: consistency.from },
    account: { id: services.directory.host.accountId, host: services.directory.host.origin },
    caseFacts: scope.kind === "case" ? caseFacts(scope.case, entries) : null,
    signals: signals.facts,
    requests,
    rules: policies.rules,
    entries: await toldEntries(services, sealed),
    names: await namesIn(services, entries),
    erasedParts: parts.filter(({ text }) => text === null).length,
  };
  const records = sealed.map(({ record }) => record);
  const ocsf = await ocsfLines(services, records, {
    version: "1.8.0",
    productVersion: maker.version,
    installationId: stores.installationId,
    origin,
  });
  const files: PackageFile[] = [
    textFile("report.html", writeReport(model)),
    jsonLinesFile("timeline.jsonl", sealed.map(toLine)),
    jsonFile("disclosure.json", { parts: parts.map((part) => ({ ...part })) }),
    ...(await proofFiles(stores.tree, sealed, head)),
    textFile("checkpoint.txt", head.note),
    ...(consistency === null ? [] : [consistency.file]),
    textFile("policy.txt", formatPolicy(keys)),
    await requestFile(stores, requests),
    policies.file,
    ...signals.files,
    jsonFile("api/calls.json", {
      calls: requests.flatMap(({ calls }) =>
        calls.map(({ result: _result, code: _code, ...call }) => ({ ...call })),
      ),
    }),
    textFile("ocsf.jsonl", ocsf.map((line) => `${line}\n`).join("")),
    textFile("timeline.csv", await timelineCsv(services, records)),
    textFile("VERIFY.md", howToVerify(model)),
    textFile("verify.mjs", maker.verifier()),
  ];
  const manifest = makeManifest({
    scope,
    installationId: stores.installationId,
    version: maker.version,
    head: packageHead,
    chains: chainsOf(sealed),
    entries: sealed.length,
    files,
    keyId: Buffer.from(key.keyId).toString("hex"),
    sign: (bytes) => maker.signer.signBytes(bytes),
  });
  return [manifest, ...files];
}

function toLine({ record, epoch, index }: SealedEntry) {
  return {
    caseKey: record.chain.startsWith("IR-") ? record.chain : null,
    caseSeq: record.n,
    epoch,
    hash: record.hash,
    index,
    leaf: toBase64(record.bytes),
  };
}

function chainsOf(sealed: readonly SealedEntry[]): { key: string; first: number; last: number }[] {
  const chains = new Map<string, { first: number; last: number }>();
  for (const { record } of sealed) {
    const known = chains.get(record.chain) ?? { first: record.n, last: record.n };
    chains.set(record.chain, {
      first: Math.min(known.first, record.n),
      last: Math.max(known.last, record.n),
    });
  }
  return [...chains]
    .map(([key, numbers]) => ({ key, ...numbers }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

async function toldEntries(services: Services, sealed: readonly SealedEntry[]): Promise<ReportEntry[]> {
  const told = await tellEntries(
    services,
    sealed.map(({ record }) => record),
  );
  return sealed.map(({ record, entry, epoch, index }, place) => ({
    id: entry.id,
    at: entry.at,
    chain: record.chain,
    n: record.n,
    epoch,
    index,
    hash: record.hash,
    type: entry.type,
    actor: told[place]?.actor ?? "",
    story: told[place]?.story ?? "",
    quote: told[place]?.quote ?? null,
    request: record.requestKey,
    late: entry.late,
    simulated: entry.actor.simulated,
  }));
}

async function namesIn({ stores }: Services, entries: readonly Entry[]): Promise<Map<string, string>> {
  const ids = entries.flatMap(({ actor, before, after, facts }) =>
    [actor.personId, ...(facts["what"] === "owner" ? [before, after] : [])].filter(
      (id): id is string => typeof id === "string",
    ),
  );
  return stores.people.names([...new Set(ids)]);
}

function ownKey(signer: LogSigner, origin: string): NoteVerifier {
  const key = parseVkey(signer.vkey(origin));
  if (key === null) throw new Error("The signer's own key can't be read.");
  return key;
}
