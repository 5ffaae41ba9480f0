import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Severity } from "#lib/domain/severity.ts";
import { type SourceMapping, writeMapping } from "#lib/domain/source-mapping.ts";
import type { SourceKind, SourcePreset } from "#lib/domain/source-settings.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

/** What an administrator sets of a source. */
export interface SourceSettings {
  preset: SourcePreset;
  owner: string | null;
  kind: SourceKind;
  threshold: Severity;
  defaultDomain: string | null;
  allowsUnsigned: boolean;
}

/**
 * Sets what a source is and from when on it opens cases. `version` is the one that was shown: what somebody else
 * changed meanwhile is not overwritten. Throws `role_missing`, `not_found`, `changed_meanwhile`.
 */
export async function changeSource(
  services: Services,
  actor: Actor,
  input: { name: string; version: number } & SourceSettings,
): Promise<void> {
  await change(services, actor, input.name, (before) => {
    if (before.version !== input.version) throw new DomainError("changed_meanwhile");
    const owner = input.owner?.trim().toWellFormed() || null;
    const { preset, kind, threshold, defaultDomain, allowsUnsigned } = input;
    const after = { ...before, preset, owner, kind, threshold, defaultDomain, allowsUnsigned };
    const facts = differences(before, after);
    return Object.keys(facts).length === 0 ? null : { after, facts: { what: "settings", ...facts } };
  });
}

/** Takes deliveries again, or refuses all of them as if the source weren't there. */
export async function switchSource(
  services: Services,
  actor: Actor,
  input: { name: string; enabled: boolean },
): Promise<void> {
  await change(services, actor, input.name, (before) =>
    before.enabled === input.enabled
      ? null
      : {
          after: { ...before, enabled: input.enabled },
          facts: { what: input.enabled ? "enabled" : "disabled" },
        },
  );
}

/**
 * Gives the source a second secret, so that the sender can change over while the old one is still taken. Throws
 * `invalid_input` while two are valid already.
 */
export async function rotateSecret(
  services: Services,
  actor: Actor,
  input: { name: string; secret: string },
): Promise<void> {
  await change(services, actor, input.name, (before) => {
    if (before.secrets.length > 1) {
      throw new DomainError("invalid_input", {
        problem: `Two secrets of ${before.name} are valid already. Retire the old one first.`,
      });
    }
    return {
      after: { ...before, secrets: [input.secret, ...before.secrets] },
      facts: { what: "secret added" },
    };
  });
}

/** Takes the old secret away: what is signed with it is refused from now on. */
export async function retireSecret(services: Services, actor: Actor, input: { name: string }): Promise<void> {
  await change(services, actor, input.name, (before) => {
    const [newest, old] = before.secrets;
    if (newest === undefined || old === undefined) {
      throw new DomainError("invalid_input", {
        problem: `${before.name} has one secret only; without it nothing could be sent. Make a new one first.`,
      });
    }
    return { after: { ...before, secrets: [newest] }, facts: { what: "secret retired" } };
  });
}

/** Sets where the source's events keep what; null goes back to finding it. The log has the digest of each version. */
export async function changeMapping(
  services: Services,
  actor: Actor,
  input: { name: string; version: number; mapping: SourceMapping | null },
): Promise<void> {
  await change(services, actor, input.name, (before) => {
    if (before.version !== input.version) throw new DomainError("changed_meanwhile");
    const [from, to] = [mappingDigest(before.mapping), mappingDigest(input.mapping)];
    if (from === to) return null;
    return {
      after: { ...before, mapping: input.mapping },
      facts: { what: "mapping", mappingBefore: from, mappingAfter: to },
    };
  });
}

/** Names a version of a mapping: SHA-256 of its one spelling, hex. */
export function mappingDigest(mapping: SourceMapping | null): string {
  return mapping === null ? "none" : sha256Hex(writeMapping(mapping));
}

type Change = { after: SourceRecord; facts: Record<string, string> } | null;

async function change(
  services: Services,
  actor: Actor,
  name: string,
  decide: (before: SourceRecord) => Change,
): Promise<void> {
  requirePerson(actor, "change_settings");
  await retryOnConflict(async () => {
    const { stores } = services;
    const before = await stores.sources.byName(name);
    if (!before) throw new DomainError("not_found", { what: "source of this name" });
    const decided = decide(before);
    if (decided === null) return;
    await stores.commit([
      stores.sources.update(before, decided.after),
      ...(await appendEntries(services, actor, installationChain, [
        { type: "setting.changed", facts: { name: `source ${name}`, ...decided.facts } },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

const told = ["preset", "owner", "kind", "threshold", "defaultDomain", "allowsUnsigned"] as const;

function differences(before: SourceRecord, after: SourceRecord): Record<string, string> {
  return Object.fromEntries(
    told
      .filter((field) => before[field] !== after[field])
      .map((field) => [field, `${String(before[field] ?? "none")} → ${String(after[field] ?? "none")}`]),
  );
}
