import { makeSystemActor } from "#lib/domain/actor.ts";
import { type Detection, type Finding, isRepeat } from "#lib/domain/detections/detection.ts";
import { isSame, type Party } from "#lib/domain/detections/seen-event.ts";
import { type Delivery, nobody, nothingSaid, type Signal } from "#lib/domain/signal.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Services } from "#lib/ports/services.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { ownSource } from "./own-source.ts";
import { createTurns } from "#lib/use-cases/take-turns.ts";

/** Longer than any rule's repeat window, and than what the settings count. */
const keptMs = 40 * 24 * 3_600_000;

const turns = createTurns();
const finder = makeSystemActor("detections");

/**
 * Files what a rule found as a signal, unless an earlier finding tells it already. The signal's id comes from the rule
 * and the event, so two processes, or the same events after a crash, end in one.
 */
export async function fileFinding(
  services: Services,
  input: { rule: Detection; finding: Finding; delivery: Delivery },
): Promise<void> {
  const { rule, finding, delivery } = input;
  const { stores } = services;
  const { at } = finding.anchor;
  const repeatKey = repeatKeyOf(delivery.source, rule, finding);
  await turns(repeatKey, async () => {
    const found = await stores.detections.found({
      ruleId: rule.id,
      repeatKey,
      from: new Date(at.getTime() - rule.repeatMs),
      to: new Date(at.getTime() + rule.repeatMs),
    });
    if (isRepeat(rule, at, found)) return;
    const id = findingId(delivery.source, rule, finding);
    if (await stores.detections.has(id)) return;
    // The console has read and told the same event itself: a copy that was sent adds no second witness.
    if (await stores.detections.has(findingId(ownSource, rule, finding))) return;
    const { signalId } = await fileSignal(services, finder, { signal: toSignal(rule, finding), delivery });
    await stores.commit([
      stores.detections.keep({
        id,
        source: delivery.source,
        ruleId: rule.id,
        repeatKey,
        at,
        signalId,
      }),
      stores.detections.forget(new Date(services.clock.now().getTime() - keptMs)),
    ]);
  });
}

/** What makes a finding the same one going on: whom it names stands in it as a hash only. */
export function repeatKeyOf(source: string, rule: Detection, { repeatKey }: Finding): string {
  return sha256Hex(new TextEncoder().encode(JSON.stringify([source, rule.id, repeatKey])));
}

function findingId(source: string, rule: Detection, finding: Finding): string {
  return `${source} ${nativeIdOf(rule, finding)}`;
}

function nativeIdOf(rule: Detection, { anchor }: Finding): string {
  return `${rule.id}:${anchor.uuid}`.slice(0, 300);
}

function toSignal(rule: Detection, finding: Finding): Signal {
  const { anchor, subject, title, description } = finding;
  const actor = anchor.stream === "auditevents" ? anchor.actor : null;
  return {
    ...nothingSaid,
    format: "console",
    nativeId: nativeIdOf(rule, finding),
    alertId: anchor.uuid,
    ruleId: rule.id,
    title,
    kind: rule.kind,
    severity: rule.severity,
    severityAssumed: false,
    // Rules of ours state no confidence of themselves; two people may give them one.
    confidence: null,
    subject: subjectOf(subject, finding.foundAt),
    related:
      actor && !isSame(actor, subject) ? [actor.email ?? actor.id].filter((word) => word !== null) : [],
    time: anchor.at,
    timeAssumed: false,
    ip: anchor.ip,
    attack: [...rule.attack],
    description,
  };
}

/** An application or a service account is nobody whom one could suspend: what it did is shown as unlinked. */
function subjectOf(party: Party, foundAt: string): Signal["subject"] {
  if (!party.isPerson) return { ...nobody, displayName: party.name };
  return {
    ...nobody,
    onepasswordId: party.id,
    email: party.email,
    displayName: party.name,
    foundAt: `${foundAt}${party.id === null ? ".email" : ""}`,
  };
}
