import type { Detection, Finding, KnownState } from "#lib/domain/detections/detection.ts";
import { type Party, wordFor } from "#lib/domain/detections/seen-event.ts";
import type { DetectionSettings } from "#lib/domain/detections/settings.ts";
import type { AccountEvent } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { knownStates } from "./known-states.ts";
import { type KnownEvent, readHistory } from "./read-history.ts";

export interface JudgedFinding {
  rule: Detection;
  finding: Finding;
  /** The event that completes it. */
  record: AccountEvent;
}

/** What these rules find in these events, with the past that they ask for; repetitions are still among it. */
export async function judgeEvents(
  services: Pick<Services, "stores">,
  input: {
    events: readonly KnownEvent[];
    rules: readonly Detection[];
    settings: DetectionSettings;
    alsoRead?: Parameters<typeof readHistory>[3];
  },
): Promise<JudgedFinding[]> {
  const { events, settings } = input;
  const asked = events.flatMap(({ seen, record }) =>
    input.rules
      .filter(({ streams }) => streams.includes(seen.stream))
      .map((rule) => ({ rule, seen, record, looks: rule.looks(seen) })),
  );
  const history = await readHistory(
    services,
    asked.flatMap(({ looks }) => looks),
    events,
    input.alsoRead,
  );
  const newest = new Date(Math.max(0, ...events.map(({ seen }) => seen.at.getTime())));
  const states = new Map<string, Promise<KnownState[]>>();
  /** Once for each person: the rule takes what was before the event. */
  const statesOf = async (who: Party | null) => {
    if (who === null) return [];
    const known = states.get(wordFor(who)) ?? knownStates(services, who, newest);
    states.set(wordFor(who), known);
    return known;
  };
  const found: JudgedFinding[] = [];
  for (const { rule, seen, record, looks } of asked) {
    const finding = rule.judge({
      event: seen,
      history: history.answer(looks),
      settings,
      states: await statesOf(rule.asksStates?.(seen) ?? null),
    });
    if (finding) found.push({ rule, finding, record: history.recordOf(finding.anchor) ?? record });
  }
  return found;
}
