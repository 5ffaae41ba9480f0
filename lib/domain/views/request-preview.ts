import type { PolicyFacts } from "#lib/domain/judge.ts";
import type { Policy } from "#lib/domain/policy.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { SingleOrigin } from "#lib/domain/single-origin.ts";
import type { MeanwhileView } from "./meanwhile-view.ts";
import type { LiveReading } from "./parts.ts";
import type { IdentityNote } from "./people-view.ts";
import type { GateView } from "./request-view.ts";

/** What a request would rest on if it were made now. Nothing of it is kept: submitting looks at all of it again. */
export interface RequestPreview {
  account: { id: string; host: string };
  reading: LiveReading;
  /** What has to hold whatever is named as the cause; `verdictGates` are the others. */
  gates: GateView[];
  /** True when one of these gates fails: submitting would be refused with the same words. */
  blocked: boolean;
  /** With these and the causes that are chosen and marked the form judges as the server will. */
  policy: Policy;
  facts: Omit<PolicyFacts, "causes">;
  /** What is known of each signal of the case. */
  causes: {
    id: string;
    kind: SignalKind;
    confidence: number | null;
    confidenceBy: "signal" | "rule" | null;
    onTrial: boolean;
    origin: SingleOrigin | null;
  }[];
  /** Names of those who could approve it, the requester and the person concerned left out. */
  eligibleApprovers: string[];
  /** Where they are too few: who could change that. */
  help: string;
  suspendedByConsole: boolean;
  /** Of a reactivation; null for a suspension. */
  meanwhile: MeanwhileView | null;
  identity: IdentityNote;
  /** A mass incident that it would be part of, and the reason that this person gave last in it. */
  incident: { reason: string; left: number; endsAt: string; lastReason: string | null } | null;
  /** Earlier requests about this person that 1Password refused. */
  refusedBefore: { key: string; message: string; at: string }[];
}
