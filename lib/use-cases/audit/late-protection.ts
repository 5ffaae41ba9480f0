import { auditLimits, type AuditPeriod } from "#lib/domain/audit.ts";
import type { LogException, RowsPage } from "#lib/domain/views/audit-view.ts";
import type { Services } from "#lib/ports/services.ts";

const plain = { chain: null, n: null, requestKey: null, simulated: false };

/** Seals of the period that came late, newest first, and above them what waits too long still. */
export async function sealedLate(
  { stores, clock }: Services,
  period: AuditPeriod,
  limit: number,
): Promise<RowsPage<LogException>> {
  const before = new Date(clock.now().getTime() - auditLimits.sealMs);
  const [late, waiting] = await Promise.all([
    stores.audit.lateSeals(period, limit),
    stores.audit.unsealed(period, before),
  ]);
  const items = late.items.map(({ sealedAt, oldestAt, from, size, epoch, simulated }) => ({
    ...plain,
    at: sealedAt.toISOString(),
    what: `Entries ${from} to ${size - 1} of epoch ${epoch} were sealed ${span(oldestAt, sealedAt)} after the oldest of them was written`,
    simulated,
  }));
  const now: LogException[] =
    waiting === null
      ? []
      : [
          {
            ...plain,
            at: waiting.oldestAt.toISOString(),
            what: `${waiting.count} ${waiting.count === 1 ? "entry isn’t" : "entries aren’t"} sealed yet; the oldest waits for ${span(waiting.oldestAt, clock.now())}`,
          },
        ];
  return { total: late.total + now.length, nextCursor: null, items: [...now, ...items] };
}

/** The same of anchors. */
export async function anchoredLate(
  { stores, clock }: Services,
  period: AuditPeriod,
  limit: number,
): Promise<RowsPage<LogException>> {
  const before = new Date(clock.now().getTime() - auditLimits.anchorMs);
  const [late, waiting] = await Promise.all([
    stores.audit.lateAnchors(period, limit),
    stores.audit.unanchored(before),
  ]);
  const items = late.items.map(({ anchor, size, epoch, signedAt, anchoredAt }) => ({
    ...plain,
    at: anchoredAt.toISOString(),
    what: `The checkpoint of size ${size} of epoch ${epoch} reached the anchor ${anchor} ${span(signedAt, anchoredAt)} after it was signed`,
  }));
  const now = waiting
    .filter(({ signedAt }) => signedAt < period.to)
    .map(({ anchor, size, signedAt }) => ({
      ...plain,
      at: signedAt.toISOString(),
      what: `${anchor === null ? "No anchor has" : `The anchor ${anchor} doesn’t have`} the checkpoint of size ${size} yet, signed ${span(signedAt, clock.now())} ago`,
    }));
  return { total: late.total + now.length, nextCursor: null, items: [...now, ...items] };
}

function span(earlier: Date, later: Date): string {
  const seconds = Math.round((later.getTime() - earlier.getTime()) / 1_000);
  if (seconds < 600) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 600 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
