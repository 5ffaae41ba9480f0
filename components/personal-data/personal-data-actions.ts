import type { ActionResult } from "#lib/domain/action-result.ts";
import type { RetentionSettings } from "#lib/domain/personal-data.ts";
import type { ErasureView } from "#lib/domain/views/personal-data-view.ts";

export type Ground = "asked" | "left" | "not_needed" | "ordered";

export interface ErasureActions {
  ask: (input: {
    kind: ErasureView["kind"];
    subjectRef: string;
    ground: Ground;
    reason: string;
  }) => Promise<ActionResult<{ id: string }>>;
  confirm: (input: { id: string }) => Promise<ActionResult<{ swept: boolean }>>;
  decline: (input: { id: string; reason: string }) => Promise<ActionResult<{ status: string }>>;
}

export interface HoldActions {
  set: (input: {
    userId: string;
    caseKey: string | null;
    reason: string;
  }) => Promise<ActionResult<{ id: string }>>;
  end: (input: { id: string; reason: string }) => Promise<ActionResult<{ ended: boolean }>>;
  keep: (input: { id: string; reason: string }) => Promise<ActionResult<void>>;
}

export type ChangeRetention = (input: RetentionSettings) => Promise<ActionResult<void>>;
