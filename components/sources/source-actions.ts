import type { ActionResult } from "#lib/domain/action-result.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { SubjectForm } from "#lib/domain/ssf-stream.ts";
import type { SourceKind, SourcePreset } from "#lib/domain/source-settings.ts";
import type { DeadLetterText, DryRunView, ReplayOutcome, SampleTest } from "#lib/domain/views/source-view.ts";
import type { AddedSource } from "#components/settings/new-source.tsx";

type Answer<T> = Promise<ActionResult<T>>;

export interface SettingsActions {
  save: (input: {
    name: string;
    version: number;
    preset: SourcePreset;
    owner: string;
    kind: SourceKind;
    threshold: Severity;
    defaultDomain: string;
    allowsUnsigned: boolean;
  }) => Answer<void>;
  switchTo: (input: { name: string; enabled: boolean }) => Answer<void>;
  rotate: (input: { name: string }) => Answer<AddedSource>;
  retire: (input: { name: string }) => Answer<void>;
}

export interface StreamActions {
  /** Answers whether the transmitter's keys could be read. */
  saveStream: (input: {
    name: string;
    version: number;
    issuer: string;
    audience: string;
    jwksUrl: string;
    privateHost: boolean;
    subjectForm: SubjectForm;
  }) => Answer<{ works: boolean; message: string }>;
  removeStream: (input: { name: string }) => Answer<void>;
}

export interface MappingActions {
  test: (input: { name: string; sample: string; mapping: string | null }) => Answer<SampleTest>;
  save: (input: { name: string; version: number; mapping: string | null }) => Answer<void>;
}

export interface LetterActions {
  read: (input: { id: string }) => Answer<DeadLetterText>;
  replay: (input: { ids: string[] } | { source: string }) => Answer<ReplayOutcome>;
  remove: (input: { ids: string[]; reason: string }) => Answer<{ deleted: number }>;
}

export interface TrustActions {
  dryRun: (input: { source: string; ruleId: string | null }) => Answer<DryRunView>;
  ask: (input: {
    source: string;
    ruleId: string | null;
    reason: string;
    confidence?: number | undefined;
  }) => Answer<{ id: string }>;
  confirm: (input: { id: string }) => Answer<void>;
  takeBack: (input: { id: string; reason: string }) => Answer<void>;
  backOnTrial: (input: { source: string; ruleId: string; reason: string }) => Answer<void>;
  setKind: (input: { source: string; ruleId: string; kind: SignalKind | null }) => Answer<void>;
}
