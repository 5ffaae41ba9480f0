import type { LiveReading } from "#lib/domain/views/parts.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/**
 * What is different now from what the request was made on, as the server will find it when the button is pressed; null
 * when nothing is. The server's own comparison decides: this one only saves a press.
 */
export function findDifference(
  request: Pick<RequestView, "action" | "snapshot">,
  reading: Extract<LiveReading, { ok: true }>,
): string | null {
  const { snapshot } = request;
  const { subject } = reading;
  const parts: string[] = [];
  // Asked while a reactivation could still land: the state alone doesn't make it stale.
  const ignoresState = request.action === "suspend" && snapshot.state === "SUSPENDED";
  if (!ignoresState && subject.state !== snapshot.state) {
    parts.push(`state ${snapshot.state} → ${subject.state}`);
  }
  if (plain(subject.email) !== plain(snapshot.email))
    parts.push(`e-mail ${snapshot.email} → ${subject.email}`);
  return parts.length === 0 ? null : parts.join(", ");
}

function plain(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
