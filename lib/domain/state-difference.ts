import type { UserReading } from "./directory.ts";
import { emailKey } from "./person.ts";
import type { Snapshot } from "./request.ts";

/**
 * What is different between the person as the request saw them and as they are now, in one sentence, or null.
 * `ignoreState`: a suspension asked while a reactivation was outstanding isn't stale by the state alone.
 */
export function stateDifference(
  snapshot: Snapshot,
  live: Pick<UserReading, "email" | "state">,
  { ignoreState = false }: { ignoreState?: boolean } = {},
): string | null {
  const parts: string[] = [];
  if (!ignoreState && live.state !== snapshot.state) parts.push(`state ${snapshot.state} → ${live.state}`);
  if (emailKey(live.email) !== emailKey(snapshot.email))
    parts.push(`e-mail ${snapshot.email} → ${live.email}`);
  return parts.length === 0 ? null : parts.join(", ");
}
