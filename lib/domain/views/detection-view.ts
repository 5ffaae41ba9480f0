import type { Severity } from "#lib/domain/severity.ts";
import type { WatchList } from "#lib/domain/detections/watch-lists.ts";
import type { Right } from "./parts.ts";

export interface DetectionRow {
  id: string;
  name: string;
  watches: string;
  severity: Severity;
  kind: string;
  attack: string[];
  /** Who wrote the rule first, in words. */
  origin: string;
  /** Whether it is switched on. */
  on: boolean;
  /** Why it finds nothing although it is on; null where it watches. */
  blind: string | null;
  /** The list that it needs. */
  list: WatchList | null;
  /** Signals' worth of findings within 30 days. */
  found: number;
}

/** The built-in detections, for their page. */
export interface DetectionsView {
  rows: DetectionRow[];
  lists: Record<WatchList, string[]>;
  provisioned: boolean;
  /** Whether 1Password's events are read at all, in words where they aren't. */
  unread: string | null;
  change: Right;
}

/** What a detection would have found. Nothing of it was filed. */
export interface TrialView {
  ruleId: string;
  /** Since when events were there to look at, within the last 30 days. Null: there are none. */
  from: string | null;
  to: string;
  /** How many events were looked at. */
  events: number;
  /** There were more; the newest of them were looked at. */
  capped: boolean;
  found: number;
  people: number;
  /** The newest. */
  examples: { at: string; who: string; title: string; description: string | null }[];
}
