import { makeSystemActor, type PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { CaseRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { fileEvents } from "#lib/server/signals/file-events.ts";
import { decideRequest } from "#lib/use-cases/decide-request.ts";
import { linkSignal } from "#lib/use-cases/link-signal.ts";
import { reportSignal } from "#lib/use-cases/report-signal.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import { assignCase, closeCase, noteCase, takeCase } from "#lib/use-cases/work-case.ts";
import { type AwaitedWork, findOut } from "./await-outcome.ts";
import type { Subject } from "./cast.ts";
import type { DemoClock } from "./demo-clock.ts";
import type { Scene } from "./scenes.ts";
import type { EventContext } from "./senders.ts";
import type { SimulatedAccount } from "./simulated-account.ts";
import type { Colleague, Deed } from "./story.ts";

export interface Stage {
  services: Services;
  clock: DemoClock;
  account: SimulatedAccount;
  work: AwaitedWork;
  /** The colleague as the one who acts now. */
  actor: (colleague: Colleague) => PersonActor;
  subjectOf: (about: Scene["about"]) => Subject;
}

type DeedOf<Kind extends Deed["do"]> = Extract<Deed, { do: Kind }>;

/**
 * Lets one deed happen, through the same use-cases as if somebody had pressed the button. Playing it again does it no
 * second time: ids and idempotency keys come from the scene's name.
 */
export async function playDeed(stage: Stage, scene: Scene): Promise<void> {
  const { services, actor } = stage;
  const { deed } = scene;
  const subject = stage.subjectOf(scene.about);
  const say = (text: string) => fillIn(text, subject);
  switch (deed.do) {
    case "deliver":
      return deliverEvent(stage, scene, deed);
    case "report": {
      const { by, how, severity } = deed;
      const idempotencyKey = scene.name;
      await reportSignal(services, actor(by), {
        subjectUserId: subject.userId,
        how,
        severity,
        what: say(deed.what),
        idempotencyKey,
      });
      return;
    }
    case "link":
      return link(stage, scene, deed);
    case "take":
      await takeCase(services, actor(deed.by), { caseKey: (await caseOf(stage, scene)).key });
      return;
    case "assign": {
      const input = { caseKey: (await caseOf(stage, scene)).key, personId: actor(deed.to).personId };
      await assignCase(services, actor(deed.by), input);
      return;
    }
    case "note": {
      const { key } = await caseOf(stage, scene);
      await noteCase(services, actor(deed.by), {
        caseKey: key,
        text: say(deed.text),
        idempotencyKey: scene.name,
      });
      return;
    }
    case "close": {
      const { key } = await caseOf(stage, scene);
      await closeCase(services, actor(deed.by), {
        caseKey: key,
        verdict: deed.verdict,
        reason: say(deed.reason),
      });
      return;
    }
    case "request":
      return ask(stage, scene, deed);
    case "decide":
      return decide(stage, scene, deed);
    case "withdraw":
      await withdrawRequest(services, actor(deed.by), {
        requestKey: (await requestOf(stage, scene)).key,
        reason: say(deed.reason),
      });
      return;
    case "lose the next answer":
      await stage.account.forgetFaults();
      return stage.account.loseNextAnswer(subject.userId);
    case "change from outside":
      return stage.account.changeFromOutside(subject.userId, deed.state);
    case "wait":
      return;
  }
}

async function ask(stage: Stage, scene: Scene, deed: DeedOf<"request">): Promise<void> {
  const { services, subjectOf, actor } = stage;
  const { key, id, openedAt } = await caseOf(stage, scene);
  const { validated, narrower, notPossible } = deed.checked;
  const signals = validated === undefined ? [] : await services.stores.signals.ofCase(id, 50);
  const say = (text: string) => fillIn(text, subjectOf(scene.about));
  await requestAction(services, actor(deed.by), {
    caseKey: key,
    action: deed.action,
    reason: say(deed.reason),
    causes: [],
    marks: signals.map((signal) => ({ signal: signal.id, validated: true, how: say(validated ?? "") })),
    narrower: {
      done: narrower === undefined ? [] : [{ ...narrower, at: openedAt.toISOString() }],
      notPossible: notPossible === undefined ? null : say(notPossible),
    },
    idempotencyKey: scene.name,
  });
}

async function deliverEvent(
  { services, subjectOf }: Stage,
  scene: Scene,
  deed: DeedOf<"deliver">,
): Promise<void> {
  const { stores, clock } = services;
  const { event } = deed;
  const source = await stores.sources.byName(event.source);
  if (!source) throw new Error(`The demo's source ${event.source} is not there.`);
  const context: EventContext = {
    ...subjectOf(scene.about),
    id: sha256Hex(scene.name).slice(0, 32),
    at: scene.at,
  };
  const body = event.body(context) as Record<string, unknown>;
  const raw = new TextEncoder().encode(JSON.stringify(body));
  for (let copy = 0; copy < deed.copies; copy += 1) {
    const events = [{ raw, event: body, rejected: null }];
    const at = clock.now();
    await fileEvents(services, makeSystemActor("intake"), {
      events,
      source,
      receivedAt: at,
      traceparent: null,
      signature: "signed",
    });
    await stores.sources.countDelivery(source.name, { accepted: copy === 0 ? 1 : 0, rejected: 0, at });
  }
}

async function link(stage: Stage, scene: Scene, deed: DeedOf<"link">): Promise<void> {
  const { services } = stage;
  const id = sha256Hex(deed.deed).slice(0, 32);
  const [signal] = (await services.stores.signals.unlinked(100)).filter((one) => one.nativeId?.includes(id));
  if (!signal) throw new DomainError("not_found", { what: `signal of ${deed.deed}` });
  const userId = stage.subjectOf(scene.about).userId;
  await linkSignal(services, stage.actor(deed.by), { signalId: signal.id, userId });
}

async function decide(stage: Stage, scene: Scene, deed: DeedOf<"decide">): Promise<void> {
  const { services } = stage;
  const { key, digest, version } = await requestOf(stage, scene);
  const reason = fillIn(deed.reason, stage.subjectOf(scene.about));
  const input = { requestKey: key, decision: deed.decision, reason, digest, version };
  try {
    await decideRequest(services, stage.actor(deed.by), input);
  } catch (error) {
    if (deed.refused && error instanceof DomainError) return;
    throw error;
  }
  if (deed.refused) throw new Error(`${deed.by} should not have been allowed to decide on ${key}.`);
  await stage.work.finished();
  await findOut(services, stage.clock, key);
}

async function caseOf({ services, subjectOf }: Stage, { about, name }: Scene): Promise<CaseRecord> {
  const found = await services.stores.cases.newestOfSubject(subjectOf(about).userId);
  if (!found) throw new Error(`The story has no case yet at ${name}.`);
  return found;
}

async function requestOf({ services, subjectOf }: Stage, { about, name }: Scene): Promise<RequestRecord> {
  const [newest] = await services.stores.requests.ofSubject(subjectOf(about).userId, 1);
  if (!newest) throw new Error(`The story has no request yet at ${name}.`);
  return newest;
}

function fillIn(text: string, { name, email }: Subject): string {
  return text
    .replaceAll("{name}", name)
    .replaceAll("{first}", name.replace(/^Dr\. /, "").split(" ")[0] ?? name)
    .replaceAll("{email}", email);
}
