import type { Signal } from "#lib/domain/signal.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** A sender waits for its answer; whoever can't be read in time is found by a later listing. */
const readWithinMs = 3_000;

const userId = /^[A-Za-z0-9-]{1,200}$/;

/**
 * Finds the person in 1Password whom a signal is about: by 1Password's id, else by an e-mail that exactly one person
 * of the directory has. Two people with one e-mail are ambiguous and link to neither. A display name is never a key.
 */
export async function resolveSubject(
  services: Services,
  subject: Signal["subject"],
): Promise<SubjectRecord | null> {
  const { stores, directory } = services;
  if (subject.onepasswordId !== null && userId.test(subject.onepasswordId)) {
    const known = await stores.subjects.byId(subject.onepasswordId);
    if (known) return known;
    // Somebody new since the last listing: one read tells, and the copy learns it.
    const read = await directory.readUser({
      userId: subject.onepasswordId,
      credential: "look-up",
      signal: AbortSignal.timeout(readWithinMs),
    });
    if (read.ok) {
      await stores.subjects.saveReading(directory.host.accountId, read.user);
      return stores.subjects.byId(read.user.userId);
    }
  }
  if (subject.email === null) return null;
  // The store finds twins in different Unicode forms, so that they can be refused; a signal names exactly one of them.
  const named = subject.email.trim().toLowerCase();
  const found = await stores.subjects.byEmail(subject.email);
  const matches = found.filter((person) => person.email.trim().toLowerCase() === named);
  return matches.length === 1 ? (matches[0] ?? null) : null;
}
