import type { RequestStory } from "./request-story.ts";
import type { PackageHead, Scope } from "./manifest.ts";

export interface SignalFact {
  id: string;
  entry: string;
  at: string;
  source: string;
  /** `signed`: its signature was checked. `reported`: a person filed it. */
  signature: string;
  severity: string;
  rawSha256: string;
  file: string | null;
  title: string | null;
  ruleId: string | null;
  /** Team that answers for what the source detects, as of today. */
  owner: string | null;
  receivedAt: string | null;
}

/** One line of the timeline, told. */
export interface ReportEntry {
  id: string;
  at: string;
  chain: string;
  n: number;
  epoch: number;
  index: number;
  hash: string;
  type: string;
  actor: string;
  story: string;
  quote: string | null;
  request: string | null;
  late: boolean;
  simulated: boolean;
}

export interface RuleFact {
  policy: string;
  version: number;
  name: string | null;
  rule: string;
  why: string | null;
  /** Who drafted and who published it; null for the policy that every installation begins with. */
  author: string | null;
  publisher: string | null;
}

/** All that the report says, as plain data. Times are RFC 3339 in UTC. */
export interface ReportModel {
  scope: Scope;
  title: string;
  installationId: string;
  version: string;
  head: PackageHead & { at: string };
  /** Fingerprint of the log's public key: SHA-256, lower-case hex. */
  fingerprint: string;
  vkey: string;
  /** The newest anchored checkpoint at the head's time; null where none was. */
  anchored: { size: number } | null;
  account: { id: string; host: string };
  caseFacts: {
    key: string;
    /** 1Password's id of the person it is about. */
    userId: string | null;
    severity: string | null;
    status: string | null;
    owner: string | null;
  } | null;
  signals: SignalFact[];
  requests: RequestStory[];
  rules: RuleFact[];
  entries: ReportEntry[];
  /** Names of the team's people, by id. */
  names: ReadonlyMap<string, string>;
  /** How many encrypted parts can't be read any more. */
  erasedParts: number;
}
