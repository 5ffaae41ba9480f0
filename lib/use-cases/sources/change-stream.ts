import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { SubjectForm } from "#lib/domain/ssf-stream.ts";
import type { Services } from "#lib/ports/services.ts";
import type { SsfStreamRecord } from "#lib/ports/ssf-store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import type { JudgeTarget } from "#lib/use-cases/webhooks/change-targets.ts";

export interface StreamSettings {
  issuer: string;
  audience: string;
  jwksUrl: string;
  /** The host of the keys may lie in a private network. */
  privateHost: boolean;
  subjectForm: SubjectForm;
}

/**
 * From now on the source takes tokens of this transmitter. `version` is that of the stream that was shown, 0 where there
 * was none: what somebody else changed meanwhile is not overwritten. Throws `role_missing`, `not_found`,
 * `changed_meanwhile`, and `invalid_input` for keys at an address that nobody calls.
 */
export async function setStream(
  services: Services,
  actor: Actor,
  input: { name: string; version: number; judgeTarget: JudgeTarget } & StreamSettings,
): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { name, version, judgeTarget, ...settings } = input;
  for (const field of ["issuer", "audience"] as const) {
    if (settings[field].trim() !== settings[field] || settings[field] === "") {
      throw new DomainError("invalid_input", {
        problem: `The ${field} must not be empty, nor begin or end with a blank.`,
      });
    }
  }
  const problem = judgeTarget(settings.jwksUrl, { privateHost: settings.privateHost });
  if (problem !== null)
    throw new DomainError("invalid_input", { problem: `The JWKS address can't be used: ${problem}.` });
  await change(services, actor, name, ({ stored, inUse }, { ssf }) => {
    if ((inUse?.version ?? 0) !== version) throw new DomainError("changed_meanwhile");
    const facts = factsOf(settings);
    const before = inUse && factsOf(inUse);
    if (before && Object.entries(facts).every(([fact, value]) => before[fact] === value)) return null;
    // Another transmitter was heard by nobody yet.
    const isSame = inUse?.issuer === settings.issuer && inUse.audience === settings.audience;
    const after: SsfStreamRecord = {
      ...settings,
      source: name,
      setByPersonId: person.personId,
      setAt: services.clock.now(),
      removedAt: null,
      lastSetAt: isSame ? inUse.lastSetAt : null,
      lastVerificationAt: isSame ? inUse.lastVerificationAt : null,
      version: 1,
    };
    return {
      statement: stored === null ? ssf.insert(after) : ssf.update(stored, after),
      facts: { what: inUse ? "stream changed" : "stream set", ...facts },
    };
  });
}

/** Takes no token of it any more, as if the stream weren't there. Throws `role_missing`, `not_found`. */
export async function removeStream(services: Services, actor: Actor, input: { name: string }): Promise<void> {
  requirePerson(actor, "change_settings");
  await change(services, actor, input.name, ({ inUse }, { ssf }) => {
    if (inUse === null) throw new DomainError("not_found", { what: "stream of this source" });
    return {
      statement: ssf.update(inUse, { ...inUse, removedAt: services.clock.now() }),
      facts: { what: "stream removed", issuer: inUse.issuer },
    };
  });
}

function factsOf({ issuer, audience, jwksUrl, subjectForm, privateHost }: StreamSettings) {
  return {
    issuer,
    audience,
    keys: jwksUrl,
    subjects: subjectForm,
    privateHost: privateHost ? new URL(jwksUrl).hostname : "no",
  } as Readonly<Record<string, string>>;
}

async function change(
  services: Services,
  actor: Actor,
  name: string,
  decide: (
    found: { stored: SsfStreamRecord | null; inUse: SsfStreamRecord | null },
    stores: Services["stores"],
  ) => { statement: Statement; facts: Record<string, string> } | null,
): Promise<void> {
  const { stores } = services;
  await retryOnConflict(async () => {
    const [source, stored] = await Promise.all([stores.sources.byName(name), stores.ssf.bySource(name)]);
    if (!source) throw new DomainError("not_found", { what: "source of this name" });
    const inUse = stored?.removedAt === null ? stored : null;
    const decided = decide({ stored, inUse }, stores);
    if (decided === null) return;
    await stores.commit([
      decided.statement,
      ...(await appendEntries(services, actor, installationChain, [
        { type: "setting.changed", facts: { name: `source ${name}`, ...decided.facts } },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}
