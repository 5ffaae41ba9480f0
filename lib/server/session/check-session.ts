import type { Person } from "#lib/domain/person.ts";
import type { SessionRecord } from "#lib/ports/records.ts";

/** A session ends when nobody used it for this long, and in any case after a working day and a half. */
export const idleMs = 30 * 60_000;
export const absoluteMs = 12 * 3_600_000;

export type SessionFault = "ended" | "idle" | "too_old" | "disabled";

/** Why this session signs nobody in any more, or null. Asked afresh on every request. */
export function checkSession(session: SessionRecord, person: Person, now: Date): SessionFault | null {
  if (session.endedAt !== null) return "ended";
  if (person.disabledAt !== null) return "disabled";
  if (now.getTime() - session.createdAt.getTime() >= absoluteMs) return "too_old";
  if (now.getTime() - session.lastSeenAt.getTime() >= idleMs) return "idle";
  return null;
}
