import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Scope } from "#lib/evidence/manifest.ts";
import { writeZip } from "#lib/evidence/zip.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import type { Services } from "#lib/ports/services.ts";
import type { CheckpointRecord } from "#lib/ports/tree-store.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { readVerification } from "#lib/use-cases/log/verification-state.ts";
import { buildPackage, type PackageMaker } from "./build-package.ts";
import { entriesOfCase, entriesOfPeriod, packageHead, type SealedEntry } from "./collect-entries.ts";

/** A package as it is handed out. */
export interface EvidencePackage {
  /** Name of the file. */
  name: string;
  zip: Uint8Array;
  /** SHA-256 of the zip, lower-case hex: it stands in the log as well. */
  sha256: string;
}

/**
 * The evidence of one case, as of the newest checkpoint or that of `size`. Handing it out is an entry. Throws
 * `not_found`, `evidence_broken` where what would be in it doesn't verify now, `log_halted` while the log is halted.
 */
export async function exportCaseEvidence(
  services: Services,
  maker: PackageMaker,
  actor: Actor,
  input: { key: string; size?: number | undefined },
): Promise<EvidencePackage> {
  await requireExportable(services, actor);
  const found = await services.stores.cases.byKey(input.key);
  if (!found) throw new DomainError("not_found", { what: `case ${input.key}` });
  const head = await packageHead(services.stores, input.size);
  const sealed = await entriesOfCase(services.stores, found.key, head);
  if (sealed.length === 0) {
    throw new DomainError("not_found", { what: `entry of ${found.key} below size ${head.size}` });
  }
  const account = services.directory.host.accountId;
  return handOut(services, maker, actor, {
    scope: { kind: "case", case: found.key },
    sealed,
    head,
    subject: { account, userId: found.subjectId },
  });
}

/** The evidence of all that the log holds of a period. The same errors, and `evidence_too_large`. */
export async function exportPeriodEvidence(
  services: Services,
  maker: PackageMaker,
  actor: Actor,
  input: { from: Date; to: Date; size?: number | undefined },
): Promise<EvidencePackage> {
  await requireExportable(services, actor);
  if (input.from >= input.to) {
    throw new DomainError("invalid_input", { problem: "The period ends before it begins." });
  }
  const head = await packageHead(services.stores, input.size);
  const sealed = await entriesOfPeriod(services.stores, input, head);
  if (sealed.length === 0) throw new DomainError("not_found", { what: "a sealed entry of this period" });
  return handOut(services, maker, actor, {
    scope: { kind: "period", from: input.from.toISOString(), to: input.to.toISOString() },
    sealed,
    head,
    subject: null,
  });
}

async function requireExportable(services: Services, actor: Actor): Promise<void> {
  if (actor.kind === "person") requirePerson(actor, "audit");
  const standing = services.seal.standing();
  if (standing.state === "halted") throw new DomainError("log_halted", { problem: standing.problem });
  const { fault } = await readVerification(services);
  if (fault !== null) throw new DomainError("evidence_broken", { what: `The log (${fault.words})` });
}

async function handOut(
  services: Services,
  maker: PackageMaker,
  actor: Actor,
  input: {
    scope: Scope;
    sealed: SealedEntry[];
    head: CheckpointRecord;
    subject: NonNullable<EntryDraft["subject"]> | null;
  },
): Promise<EvidencePackage> {
  const { scope, head, subject } = input;
  const files = await buildPackage(services, maker, input);
  const zip = writeZip(files);
  const sha256 = sha256Hex(zip);
  const what = scope.kind === "case" ? scope.case : `${scope.from} to ${scope.to}`;
  await retryOnConflict(async () => {
    await services.stores.commit(
      await appendEntries(services, actor, installationChain, [
        {
          type: "evidence.exported",
          subject,
          facts: {
            what: `the evidence of ${what}`,
            kind: scope.kind,
            ...(scope.kind === "case" ? { case: scope.case } : {}),
            size: String(head.size),
            sha256,
            bytes: String(zip.length),
            files: String(files.length),
          },
        },
      ]),
    );
  });
  return { name: nameOf(input), zip, sha256 };
}

/** Named after the head's time, so that the same package has the same name. */
function nameOf({ scope, head }: { scope: Scope; head: CheckpointRecord }): string {
  const time = `${head.at.toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
  const about =
    scope.kind === "case" ? scope.case : `log_${scope.from.slice(0, 10)}_${scope.to.slice(0, 10)}`;
  return `${about}_evidence_${time}.zip`;
}
