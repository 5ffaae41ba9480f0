import type { SignalView } from "./case-view.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { CaseSummary, PersonView, SubjectView } from "./parts.ts";
import type { TimelineEntry } from "./case-view.ts";
import type { RequestListItem } from "./request-view.ts";

export interface DirectoryPage {
  items: SubjectView[];
  nextCursor: string | null;
  total: number;
  suspended: number;
  listedAt: string | null;
}

/** Everything about one person of the 1Password account. */
export interface UserView {
  subject: SubjectView;
  cases: CaseSummary[];
  requests: RequestListItem[];
  /** Signals that stand in no case: only worth knowing, or weak, while none was open. Newest first. */
  kept: SignalView[];
}

export interface AuditPage {
  items: (TimelineEntry & { chain: string; requestKey: string | null })[];
  nextCursor: string | null;
  /** All entries of the log. */
  total: number;
}

/** Where checkpoints are taken, and the newest that each one has. */
export interface AnchorView {
  name: string;
  place: string;
  last: { size: number; at: string } | null;
  /** Since when something that is sealed hasn't reached it; null while it has all. */
  lacksSince: string | null;
  /** Of a collector: how its deliveries go. Null for an anchor that is no collector. */
  collector: {
    signed: boolean;
    failures: number;
    lastError: string | null;
    nextTryAt: string | null;
  } | null;
}

/** What the checks of the log showed, the newest first. */
export interface VerificationView {
  /** When, and up to which size, the log was last found to be right. */
  verified: { at: string; size: number } | null;
  /** The last time that all of it was looked at. */
  whole: { at: string; entries: number; ms: number; by: string | null; faults: number } | null;
  fault: { kind: string; words: string; at: string } | null;
  /** A look at everything that goes on now. */
  run: { done: number; total: number; startedAt: string } | null;
}

/** What protects the log now. */
export interface LogStandingView {
  /** All entries. */
  total: number;
  /** Written, and not in the tree yet: a matter of seconds. */
  waiting: number;
  /** The newest signed checkpoint; null before the first. */
  sealed: { size: number; root: string; at: string } | null;
  /** Whether the newest checkpoint's signature is the log's own. */
  signed: boolean;
  /** Where checkpoints are taken. */
  anchors: AnchorView[];
  /** What the checks of the log showed. */
  verification: VerificationView;
  /** Why nothing is sealed; null while it is. */
  problem: { state: "failing" | "halted"; words: string } | null;
}

/** One connection on the settings page. Never holds a secret. */
export interface ConnectionView {
  id: string;
  name: string;
  /** What it is for, in a sentence. */
  purpose: string;
  state: "ok" | "failing" | "untried" | "off";
  /** Label and value: host, account, last success … */
  facts: [string, string][];
  problem: string | null;
  /** Whether there is a Test button. */
  testable: boolean;
}

export interface SettingsView {
  connections: ConnectionView[];
  sources: {
    name: string;
    preset: string;
    owner: string | null;
    url: string;
    enabled: boolean;
    allowsUnsigned: boolean;
    lastDeliveryAt: string | null;
    accepted: number;
    rejected: number;
    deadLetters: number;
  }[];
  deadLetters: number;
  unlinkedSignals: number;
  keys: {
    id: string;
    name: string;
    scopes: string[];
    /** Team that answers for it; null where nobody said. */
    owner: string | null;
    purpose: string;
    heldByAgent: boolean;
    createdAt: string;
    expiresAt: string | null;
    expired: boolean;
    lastUsedAt: string | null;
  }[];
  members: (PersonView & { roles: Role[]; lastSeenAt: string | null })[];
  build: { version: string; database: "SQLite" | "PostgreSQL"; node: string };
}
