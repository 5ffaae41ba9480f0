import type { UserReading } from "#lib/domain/directory.ts";
import type { SubjectView } from "#lib/domain/views/parts.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";

export function toSubjectView(subject: SubjectRecord): SubjectView {
  return {
    userId: subject.userId,
    email: subject.email,
    name: subject.name,
    state: subject.state,
    readAt: subject.readAt.toISOString(),
    gone: subject.goneAt !== null,
    erasedAt: subject.erasedAt?.toISOString() ?? null,
  };
}

export function readingView(reading: UserReading): SubjectView {
  return {
    userId: reading.userId,
    email: reading.email,
    name: reading.name,
    state: reading.state,
    readAt: reading.readAt.toISOString(),
    gone: false,
  };
}
