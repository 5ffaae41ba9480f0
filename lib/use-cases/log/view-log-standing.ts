import type { Actor } from "#lib/domain/actor.ts";
import type { LogStandingView, VerificationView } from "#lib/domain/views/other-views.ts";
import { parseVkey, openNote } from "#lib/log/signed-note.ts";
import type { Anchor, LogSigner, Seal } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { CheckpointRecord } from "#lib/ports/tree-store.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import type { LogWatch } from "./create-log-watch.ts";
import { readRun, readVerification } from "./verification-state.ts";
import { viewAnchors } from "./view-anchors.ts";

type Needs = Pick<Services, "stores" | "clock"> & {
  seal: Pick<Seal, "standing">;
  signer: LogSigner;
  watch: Pick<LogWatch, "untold" | "ownRun">;
};

/** What protects the log now: how much is sealed under which root, when it was verified, and what was taken elsewhere. */
export async function viewLogStanding(services: Needs, anchors: readonly Anchor[]): Promise<LogStandingView> {
  const { stores, seal, signer } = services;
  const [total, waiting, newest, taken, verification] = await Promise.all([
    stores.log.count(),
    stores.tree.waitingCount(),
    stores.tree.newestCheckpoint(),
    viewAnchors(services, anchors),
    viewVerification(services),
  ]);
  const standing = seal.standing();
  return {
    total,
    waiting,
    sealed: newest === null ? null : { size: newest.size, root: newest.root, at: newest.at.toISOString() },
    signed: newest !== null && isSigned(signer, newest),
    anchors: taken,
    verification,
    problem: standing.state === "sealing" ? null : { state: standing.state, words: standing.problem },
  };
}

/** The same for who looks at the strip while it changes. */
export async function readLogStanding(
  services: Needs,
  actor: Actor,
  anchors: readonly Anchor[],
): Promise<LogStandingView> {
  requirePerson(actor, "audit");
  return viewLogStanding(services, anchors);
}

async function viewVerification(services: Needs): Promise<VerificationView> {
  const [kept, { run }] = [await readVerification(services), await readRun(services)];
  const untold = services.watch.untold();
  const whole = untold?.whole ?? kept.whole;
  const fault = untold === null ? kept.fault : untold.fault;
  const now = run ?? services.watch.ownRun();
  const by = whole?.byPersonId ?? null;
  const names = await services.stores.people.names(by === null ? [] : [by]);
  return {
    verified: kept.verified && { at: kept.verified.at, size: kept.verified.size },
    whole: whole && {
      at: whole.at,
      entries: whole.entries,
      ms: whole.ms,
      by: by === null ? null : (names.get(by) ?? "somebody removed"),
      faults: whole.faults,
    },
    fault: fault && { kind: fault.kind, words: fault.words, at: fault.at },
    run: now && { done: now.done, total: now.total, startedAt: now.startedAt },
  };
}

function isSigned(signer: LogSigner, { note }: CheckpointRecord): boolean {
  const verifier = parseVkey(signer.vkey(note.slice(0, note.indexOf("\n"))));
  return verifier !== null && openNote(note, [verifier]) !== null;
}
