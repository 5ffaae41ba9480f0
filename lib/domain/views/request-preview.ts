import type { LiveReading } from "./parts.ts";
import type { IdentityNote } from "./people-view.ts";
import type { GateView } from "./request-view.ts";

/** What a request would rest on if it were made now. Nothing of it is kept: submitting looks at all of it again. */
export interface RequestPreview {
  account: { id: string; host: string };
  reading: LiveReading;
  gates: GateView[];
  /** True when a gate fails: submitting would be refused with the same words. */
  blocked: boolean;
  policy: { id: string; version: number; rule: string; why: string };
  needed: number;
  decideWithinMs: number;
  /** When a suspension is looked at again unless another span is chosen, and the longest that may be. */
  reviewAfterMs: number;
  reviewWithinMs: number;
  /** Names of those who could approve it, the requester and the person concerned left out. */
  eligibleApprovers: string[];
  suspendedByConsole: boolean;
  identity: IdentityNote;
  /** A mass incident that it would be part of, and the reason that this person gave last in it. */
  incident: { reason: string; left: number; endsAt: string; lastReason: string | null } | null;
  /** Earlier requests about this person that 1Password refused. */
  refusedBefore: { key: string; message: string; at: string }[];
}
