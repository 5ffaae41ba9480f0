import { exactEmailKey } from "#lib/domain/subject-key.ts";
import type { UnlinkedSignal } from "#lib/domain/views/correlation-view.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { toSubjectView } from "#lib/use-cases/subject-view.ts";

const address = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+\.[^\s<>"'(),;:.]+/g;

/**
 * Whom an unlinked signal may mean: the one address in its title, or the one person of the directory whose address
 * begins with its user name. Two are none. It is offered to a person and never used by itself.
 */
export async function suggestSubject(
  { stores }: Services,
  { title, subject }: SignalRecord,
): Promise<UnlinkedSignal["suggestion"]> {
  const named = [...new Set([...title.matchAll(address)].map(([found]) => exactEmailKey(found)))];
  if (named.length === 1 && named[0] !== undefined) {
    const [email] = named;
    const people = (await stores.subjects.byEmails([email])).filter(
      (person) => exactEmailKey(person.email) === email,
    );
    const [one, ...more] = people;
    if (one && more.length === 0) return { person: toSubjectView(one), why: "its title names this address" };
  }
  const local = localPart(subject.username);
  if (local === null) return null;
  const [one, ...more] = await stores.subjects.byLocalPart(local, 2);
  if (!one || more.length > 0) return null;
  return { person: toSubjectView(one), why: "the only address that begins with this user name" };
}

/** A user name without its Windows domain; null where it can't begin an address. */
function localPart(username: string | null): string | null {
  const plain = username?.trim().split("\\").at(-1) ?? "";
  return plain === "" || /[@\s]/.test(plain) ? null : plain;
}
