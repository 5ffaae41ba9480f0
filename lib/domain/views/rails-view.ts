import type { GuardRails } from "#lib/domain/guard-rails.ts";
import type { Right } from "./parts.ts";

export interface IncidentView {
  id: string;
  reason: string;
  allowed: number;
  used: number;
  minutes: number;
  askedBy: string;
  askedAt: string;
  confirmedBy: string | null;
  startedAt: string | null;
  endsAt: string | null;
  endedAt: string | null;
  endedHow: "time" | "used_up" | "person" | "not_confirmed" | null;
}

/** The guard rails and the mass incident, with what the reader may do. */
export interface RailsView {
  rails: GuardRails;
  /** Looser ones that wait for a second person. */
  asked: { rails: GuardRails; by: string; reason: string; at: string; confirm: Right } | null;
  incident: (IncidentView & { confirm: Right; end: Right }) | null;
  past: IncidentView[];
  rights: { change: Right; ask: Right };
}

/** What every page says of a mass incident that is asked for or raises the brake. */
export interface IncidentBanner {
  state: "asked" | "running";
  reason: string;
  askedBy: string;
  confirmedBy: string | null;
  left: number;
  allowed: number;
  endsAt: string | null;
}
