import type { Severity } from "#lib/domain/severity.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { Party, SeenEvent, SeenStream } from "./seen-event.ts";
import type { DetectionSettings } from "./settings.ts";
import type { WatchList } from "./watch-lists.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Who wrote the rule first: Azure-Sentinel's solution, Panther, Sumo Logic, or the console's own. */
export type DetectionOrigin = "S" | "P" | "L" | "C";

/** A part of the past, or of what came in early, that a rule needs: what one person did, or had done to them. */
export interface Look {
  stream: SeenStream;
  /** Who is meant, and as what the events name them. */
  who: Party;
  as: "user" | "actor" | "object";
  /** Both ends belong to it. */
  from: Date;
  to: Date;
}

/** What was known of a person's state at some time: our own readings, and 1Password's words. */
export interface KnownState {
  state: "ACTIVE" | "SUSPENDED";
  at: Date;
}

export interface Finding {
  /** The event that completes what was found: whichever event came last, the same finding has the same one. */
  anchor: SeenEvent;
  subject: Party;
  /** Where in the anchor the subject stands. */
  foundAt: string;
  /** In words, without names or addresses. */
  title: string;
  /** Counts, ids and addresses. */
  description: string | null;
  /** What counts as the same again within `repeatMs`. */
  repeatKey: string;
}

export interface Input {
  event: SeenEvent;
  /** All that the looks asked for, in no particular order, the event itself perhaps among it. */
  history: readonly SeenEvent[];
  settings: DetectionSettings;
  /** Of whom the rule asked for; empty where nothing is known. */
  states: readonly KnownState[];
}

/** One built-in rule. Pure: the same event, history and settings always give the same. */
export interface Detection {
  id: `console.${string}`;
  name: string;
  /** What it looks at, in a sentence. */
  watches: string;
  streams: readonly SeenStream[];
  severity: Severity;
  kind: SignalKind;
  /** ATT&CK techniques. */
  attack: readonly string[];
  origin: DetectionOrigin;
  /** A finding with the same key within this span of an earlier one is the same one going on. */
  repeatMs: number;
  /** Watches nothing while this list is empty. */
  needsList: WatchList | null;
  /** Watches nothing unless the account is said to be provisioned. */
  needsProvisioned?: true;
  /** It tells what is new, so somebody must have watched for so many days before. */
  learnsDays?: number;
  /** Whose known states it needs with this event. */
  asksStates?(event: SeenEvent): Party | null;
  /** What it needs to know besides this event; empty where the event settles it or isn't its business. */
  looks(event: SeenEvent): readonly Look[];
  judge(input: Input): Finding | null;
}

export const noLooks: Detection["looks"] = () => [];

/** Whether it runs under these settings, and if not, why. */
export function standingOf(
  rule: Detection,
  settings: DetectionSettings,
): "on" | "off" | "list_empty" | "not_provisioned" {
  if (settings.off.includes(rule.id)) return "off";
  if (rule.needsList !== null && settings.lists[rule.needsList].length === 0) return "list_empty";
  return rule.needsProvisioned && !settings.provisioned ? "not_provisioned" : "on";
}

/** Whether an earlier finding of the same key already tells this one. `found`: the times of those. */
export function isRepeat(rule: Detection, at: Date, found: readonly Date[]): boolean {
  return found.some((other) => Math.abs(at.getTime() - other.getTime()) < rule.repeatMs);
}

export function before(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms);
}

/** The events of the window, oldest first, each once. */
export function within(events: readonly SeenEvent[], from: Date, to: Date): SeenEvent[] {
  const seen = new Map(events.filter(({ at }) => at >= from && at <= to).map((event) => [event.uuid, event]));
  return [...seen.values()].toSorted(inOrder);
}

export function inOrder(one: SeenEvent, other: SeenEvent): number {
  return one.at.getTime() - other.at.getTime() || (one.uuid < other.uuid ? -1 : 1);
}
