import type { Right } from "./parts.ts";
import type { IncidentBanner } from "./rails-view.ts";

/** Whether anything is sent to 1Password, and who may change that. */
export interface ExecutionView {
  state: "running" | "paused";
  since: string | null;
  by: string | null;
  reason: string | null;
  /** Somebody asked to resume; another person has to confirm. */
  resumeAsked: { by: string; reason: string; at: string } | null;
  rights: { pause: Right; resume: Right };
}

/** How many people could approve now: the health of the two-person rule. */
export interface QuorumView {
  /** Persons with the role, not disabled and not under investigation. */
  able: string[];
  /** Of these, signed in within the last twelve hours. */
  reachable: string[];
  /** Members who decide nothing for now, and the request because of which. */
  frozen: { personId: string; name: string; requestKey: string; liftable: Right }[];
}

export interface NoticeView {
  id: string;
  kind: string;
  text: string;
  caseKey: string;
  requestKey: string | null;
  at: string;
  unread: boolean;
}

/** A suspension that has to be looked at again. */
export interface ReviewView {
  requestKey: string;
  caseKey: string;
  subjectName: string;
  subjectEmail: string;
  subjectId: string;
  status: "planned" | "due" | "handed_over" | "done";
  dueAt: string;
  extensions: number;
  /** An extension that waits for a second person. */
  asked: { until: string; by: string; reason: string } | null;
  ticket: string | null;
  rights: { extend: Right; confirm: Right; handOver: Right };
}

/** What is so for every page of this person's: whether anything is sent, what they may not do, what waits for them. */
/**
 * `rejected`: 1Password refused the token. `silent`: nothing was read for an hour. `unconfirmed`: the token is of
 * another account. `expiring`: the token ends soon, or has ended.
 */
export interface EventsTrouble {
  kind: "rejected" | "silent" | "unconfirmed" | "expiring";
  /** Since when; for `expiring` when it ends. */
  at: string;
}

export interface StandingView {
  /** Null while execution runs. */
  paused: { since: string; by: string; reason: string } | null;
  /** A mass incident that is asked for or raises the brake. */
  incident: IncidentBanner | null;
  /** Why the log isn't sealed, and nothing is sent therefore; null while it is. */
  log: { state: "failing" | "halted"; since: string; problem: string } | null;
  /** What the console's own check of the log found; null while it finds nothing. */
  fault: { words: string; at: string; paused: boolean } | null;
  /** Something was sealed long ago and hasn't reached this anchor. */
  unanchored: { anchor: string; since: string; collector: boolean; lastError: string | null } | null;
  /** What is wrong, or soon will be, with reading 1Password's events; null while all is well or nothing is read. */
  events: EventsTrouble | null;
  /** The request because of which this person decides nothing for now. */
  frozenBy: string | null;
  reviewsDue: number;
  unreadNotices: number;
}

/** What the approvals page shows beside its requests. */
export interface GovernanceView {
  quorum: QuorumView;
  reviews: ReviewView[];
}
