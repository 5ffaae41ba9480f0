import { makeSystemActor, type Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { identityOf, type LogFinding } from "#lib/domain/log-verification.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { pauseByItself } from "#lib/use-cases/pause-execution.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { changeVerification, readVerification } from "./verification-state.ts";

const verifier = makeSystemActor("verifier");
const mostRaised = 100;

type Needs = Pick<Services, "stores" | "clock" | "ids" | "simulated" | "hints">;

/** Keeps a fault for every process and page to see, whether or not the log can still take an entry about it. */
export async function keepFault(services: Needs, finding: LogFinding): Promise<{ isNew: boolean }> {
  const identity = identityOf(finding);
  const isNew = await retryOnConflict(async () => {
    const { raised } = await readVerification(services);
    const at = services.clock.now().toISOString();
    const known = raised.includes(identity);
    const { statement } = await changeVerification(services, (before) => ({
      ...before,
      fault: { ...finding, at, paused: known, recorded: known },
      raised: known ? before.raised : [...before.raised, identity].slice(-mostRaised),
    }));
    await services.stores.commit([statement]);
    return !known;
  });
  services.hints.publish({ kind: "settings" });
  return { isNew };
}

/**
 * What a fault asks for, each once: execution is paused, and an entry says so. Where the log takes no entry the pause
 * comes without; the entry is tried again with the next look.
 */
export async function followFault(services: Needs, { entry = true } = {}): Promise<void> {
  const { fault } = await readVerification(services);
  if (fault === null) return;
  if (!fault.paused) {
    await pauseByItself(services, verifier, fault.words);
    await mark(services, { paused: true });
  }
  if (entry && !fault.recorded) await mark(services, { recorded: true }, verifier, failedDraft(fault, {}));
}

/** The entry of a check that found something. */
export function failedDraft(finding: LogFinding, facts: Record<string, string>): EntryDraft {
  const { kind, chain, n, epoch, index, words } = finding;
  const place = { chain, n, epoch: epoch === 0 ? null : epoch, index };
  const known = Object.entries(place).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  return {
    type: "log.verified",
    outcome: { result: "failed", code: kind },
    facts: { ...facts, fault: words, ...(Object.fromEntries(known) as Record<string, string>) },
  };
}

async function mark(
  services: Needs,
  done: { paused?: true; recorded?: true },
  actor: Actor = verifier,
  draft?: EntryDraft,
): Promise<void> {
  await retryOnConflict(async () => {
    const { statement } = await changeVerification(services, (before) => ({
      ...before,
      fault: before.fault && { ...before.fault, ...done },
    }));
    const entries = draft ? await appendEntries(services, actor, installationChain, [draft]) : [];
    await services.stores.commit([statement, ...entries]);
  });
}
