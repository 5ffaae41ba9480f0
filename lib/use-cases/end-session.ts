import type { Services } from "#lib/ports/services.ts";

/**
 * Ends a session, so that its cookie is worth nothing from the next request on. Gives the hint for signing out at the
 * identity provider too, or null; ending what has ended or never was is no fault.
 */
export async function endSession(
  { stores, clock }: Pick<Services, "stores" | "clock">,
  { tokenHash, reason }: { tokenHash: string; reason: string },
): Promise<string | null> {
  const session = await stores.sessions.byTokenHash(tokenHash);
  if (session === null || session.endedAt !== null) return null;
  await stores.commit([stores.sessions.end(tokenHash, clock.now(), reason)]);
  return session.idTokenHint;
}
