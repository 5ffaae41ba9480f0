import type { Actor } from "#lib/domain/actor.ts";
import { findDetection } from "#lib/domain/detections/all-detections.ts";
import {
  type Detection,
  type Finding,
  inOrder,
  isRepeat,
  type KnownState,
} from "#lib/domain/detections/detection.ts";
import { type Party, wordFor } from "#lib/domain/detections/seen-event.ts";
import type { DetectionSettings } from "#lib/domain/detections/settings.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { TrialView } from "#lib/domain/views/detection-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { readDetectionSettings, readWatchList } from "./detection-settings.ts";
import { knownStates } from "./known-states.ts";
import { type KnownEvent, knowEvent, readHistory } from "./read-history.ts";

const dayMs = 24 * 3_600_000;
const triedDays = 30;
/** The longest look of any rule. */
const lookBackDays = 14;
const eventsAtMost = 50_000;
const examplesShown = 20;

/**
 * What a detection would have found in the last 30 days, with the settings in force or with `items` as its list,
 * whether it is on or off. Files nothing. What was read at set-up counts here. Throws `not_found`, `invalid_input`.
 */
export async function tryDetection(
  services: Services,
  actor: Actor,
  input: { ruleId: string; items?: readonly string[] | undefined },
): Promise<TrialView> {
  requireReader(actor);
  const rule = findDetection(input.ruleId);
  if (!rule) throw new DomainError("not_found", { what: `detection ${input.ruleId}` });
  const settings = await trialSettings(services, rule, input.items);
  const to = services.clock.now();
  const begin = new Date(to.getTime() - triedDays * dayMs);
  const { events, capped } = await readNewest(services, rule, {
    from: new Date(begin.getTime() - lookBackDays * dayMs),
    to,
  });
  const tried = events.filter(({ seen }) => seen.at >= begin);
  const findings = await judgeAll(services, { rule, settings, events, tried });
  const told = findings.filter(({ anchor }) => anchor.at >= begin).toReversed();
  const people = new Set(told.map(({ subject }) => wordFor(subject)).filter((word) => word !== ""));
  return {
    ruleId: rule.id,
    from: tried[0]?.seen.at.toISOString() ?? null,
    to: to.toISOString(),
    events: tried.length,
    capped,
    found: told.length,
    people: people.size,
    examples: await Promise.all(
      told.slice(0, examplesShown).map(async ({ anchor, subject, title, description }) => {
        const known = subject.id === null ? null : await services.stores.subjects.byId(subject.id);
        const who = known?.name || subject.email || subject.id || "nobody whom one could suspend";
        return { at: anchor.at.toISOString(), who, title, description };
      }),
    ),
  };
}

async function trialSettings(
  services: Services,
  rule: Detection,
  items: readonly string[] | undefined,
): Promise<DetectionSettings> {
  const settings = await readDetectionSettings(services);
  const lists =
    rule.needsList === null || items === undefined
      ? settings.lists
      : { ...settings.lists, [rule.needsList]: readWatchList(rule.needsList, items) };
  return { off: [], lists, provisioned: true };
}

/** Day by day from the newest on, so that no more is held than is looked at; oldest first. */
async function readNewest(
  { stores }: Services,
  rule: Detection,
  span: { from: Date; to: Date },
): Promise<{ events: KnownEvent[]; capped: boolean }> {
  const events: KnownEvent[] = [];
  let capped = false;
  for (let until = span.to.getTime() + 1; until > span.from.getTime() && !capped; until -= dayMs) {
    const since = new Date(Math.max(until - dayMs, span.from.getTime()));
    for (const stream of rule.streams) {
      const some = await stores.events.between(stream, since, new Date(until));
      events.push(...some.map(knowEvent));
    }
    capped = events.length >= eventsAtMost;
  }
  return { events: events.toSorted((one, other) => inOrder(one.seen, other.seen)), capped };
}

async function judgeAll(
  services: Services,
  input: {
    rule: Detection;
    settings: DetectionSettings;
    events: readonly KnownEvent[];
    tried: readonly KnownEvent[];
  },
): Promise<Finding[]> {
  const { rule, settings } = input;
  const history = await readHistory(services, [], input.events);
  const states = new Map<string, KnownState[]>();
  const statesOf = async (who: Party | null) => {
    if (who === null) return [];
    const word = wordFor(who);
    const known = states.get(word) ?? (await knownStates(services, who, services.clock.now()));
    states.set(word, known);
    return known;
  };
  const found = new Map<string, Date[]>();
  const findings = new Map<string, Finding>();
  for (const { seen } of input.tried) {
    const finding = rule.judge({
      event: seen,
      history: history.answer(rule.looks(seen)),
      settings,
      states: await statesOf(rule.asksStates?.(seen) ?? null),
    });
    if (!finding || findings.has(finding.anchor.uuid)) continue;
    const earlier = found.get(finding.repeatKey) ?? [];
    if (isRepeat(rule, finding.anchor.at, earlier)) continue;
    found.set(finding.repeatKey, [...earlier, finding.anchor.at]);
    findings.set(finding.anchor.uuid, finding);
  }
  return [...findings.values()].toSorted((one, other) => inOrder(one.anchor, other.anchor));
}
