import type { SeenStream } from "./seen-event.ts";

type Body = Readonly<Record<string, unknown>>;

const deepest = 4;

/** An event of 1Password's in whatever it was sent in, and which stream it is of; null where there is none. */
export function findNativeEvent(event: Body, depth = 0): { stream: SeenStream; body: Body } | null {
  const stream = streamOf(event);
  if (stream !== null) return { stream, body: event };
  if (depth >= deepest) return null;
  for (const value of Object.values(event)) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    const found = findNativeEvent(value as Body, depth + 1);
    if (found) return found;
  }
  return null;
}

function streamOf(body: Body): SeenStream | null {
  const names = new Set(Object.keys(body).map((name) => name.toLowerCase()));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  if (has("target_user", "category")) return "signinattempts";
  if (has("item_uuid", "vault_uuid", "user")) return "itemusages";
  if (has("action", "object_type") && (has("actor_uuid") || has("actor_details"))) return "auditevents";
  return null;
}
