import { drillResult, type DrillResult, type DrillStep } from "#lib/domain/drill.ts";
import type { DrillRecord } from "#lib/ports/governance-store.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

export interface LastDrill {
  record: DrillRecord;
  suspension: RequestRecord;
  /** The newest reactivation asked for since; null while nobody asked for the way back. */
  wayBack: RequestRecord | null;
  outcome: DrillResult;
}

/** The newest drill of this account and how it stands, told from its two requests. */
export async function readLastDrill({ stores }: Pick<Services, "stores">): Promise<LastDrill | null> {
  const record = await stores.governance.newestDrill();
  const suspension = record && (await stores.requests.byKey(record.suspendKey));
  if (!suspension) return null;
  const later = await stores.requests.ofSubject(record.subjectId, 50);
  const wayBack =
    later.find(({ action, createdAt }) => action === "reactivate" && createdAt >= suspension.createdAt) ??
    null;
  return {
    record,
    suspension,
    wayBack,
    outcome: drillResult(toStep(suspension), wayBack && toStep(wayBack)),
  };
}

function toStep({ key, status, createdAt, endedAt }: RequestRecord): DrillStep {
  return { key, status, createdAt, endedAt };
}
