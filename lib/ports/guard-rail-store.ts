import type { Statement } from "./statement.ts";

/** Raises the brake for a named number of suspensions and a few hours. */
export interface MassIncidentRecord {
  id: string;
  reason: string;
  allowed: number;
  /** How many of them were claimed. */
  used: number;
  minutes: number;
  askedByPersonId: string;
  askedAt: Date;
  confirmedByPersonId: string | null;
  startedAt: Date | null;
  endsAt: Date | null;
  endedAt: Date | null;
  endedHow: "time" | "used_up" | "person" | "not_confirmed" | null;
  endedByPersonId: string | null;
}

export type SuspensionAct = "ask" | "approve";

/** Counts what the guard rails are about, in the database, over all processes. */
export interface GuardRailStore {
  /** The one that is asked for or runs, or null. */
  openIncident(): Promise<MassIncidentRecord | null>;
  incident(id: string): Promise<MassIncidentRecord | null>;
  /** Newest first. */
  incidents(limit: number): Promise<MassIncidentRecord[]>;
  insertIncident(record: MassIncidentRecord): Statement;
  /** Guarded: it is open still, and was or wasn't confirmed as before. Never writes `used`. */
  updateIncident(before: MassIncidentRecord, after: MassIncidentRecord): Statement;
  /** Takes one suspension of its number: a conflict where it is over, or used up. */
  useIncident(id: string, now: Date): Statement;

  isClaimed(requestId: string): Promise<boolean>;
  /** Suspensions claimed at or after this moment outside of any incident. */
  claimsSince(since: Date): Promise<number>;
  insertClaim(input: { requestId: string; at: Date; incidentId: string | null }): Statement;
  /** A conflict where more than `most` were claimed since, this commit's own included. After what serialises claims. */
  requireClaimsWithin(since: Date, most: number): Statement;

  /** What these accounts did after this moment outside of any incident. */
  actsAfter(input: { personIds: string[]; act: SuspensionAct; since: Date }): Promise<number>;
  /** When the oldest of those was, or null. */
  firstActAfter(input: { personIds: string[]; act: SuspensionAct; since: Date }): Promise<Date | null>;
  insertAct(input: {
    requestId: string;
    personId: string;
    act: SuspensionAct;
    at: Date;
    incidentId: string | null;
  }): Statement;
  /** Takes the person's row, and is a conflict where they did more than `most` since, this commit's own included. */
  requireActsWithin(input: {
    personIds: string[];
    act: SuspensionAct;
    since: Date;
    most: number;
  }): Statement[];
  /** The incident for which a request was made, or null. */
  incidentOfRequest(requestId: string): Promise<MassIncidentRecord | null>;
  /** The newest suspension that this person asked for within the incident: its request's id. */
  newestAskedFor(incidentId: string, personIds: string[]): Promise<string | null>;

  /** Counts one in the window that runs, or begins one. Gives the count and when the window ends. */
  countRate(input: {
    name: string;
    who: string;
    now: Date;
    perMs: number;
  }): Promise<{ count: number; endsAt: Date }>;
  /** The same without counting; null where no window runs. */
  rate(input: { name: string; who: string; now: Date }): Promise<{ count: number; endsAt: Date } | null>;
}
