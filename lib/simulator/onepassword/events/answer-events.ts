import type { Account } from "#lib/simulator/onepassword/account.ts";
import { type HttpAnswer, jsonAnswer } from "#lib/simulator/onepassword/answer.ts";
import type { Call } from "#lib/simulator/onepassword/call.ts";
import { readBearer } from "#lib/simulator/onepassword/tokens.ts";
import { type EventsToken, type EventStream, eventStream, type StoredEvent } from "./event.ts";
import { readPlace, writeCursor } from "./events-cursor.ts";

/** The Events API's own answer: who the token is, or a page of a stream. */
export function answerEvents(account: Account, call: Call): HttpAnswer {
  const bearer = readBearer(call.authorization);
  const token = account.eventsTokens.find((known) => known.token === bearer);
  const now = account.now().getTime();
  if (token === undefined || token.revoked || (token.expiresAt !== null && token.expiresAt <= now)) {
    return eventsError(401, "Unauthorized access");
  }
  const waitMs = account.eventsGate.take(now, account.modes.eventsPerMinute);
  if (waitMs > 0) return tooMany(account, waitMs);
  if (call.path.endsWith("/auth/introspect")) return introspect(call, token);
  const stream = eventStream.parse(call.path.split("/").at(-1));
  if (!token.features.includes(stream)) return eventsError(401, "Unauthorized access");
  return page(account, call, stream);
}

function introspect({ path }: Call, token: EventsToken): HttpAnswer {
  const issuedAt = new Date(token.issuedAt).toISOString();
  return path.startsWith("/api/v2/")
    ? jsonAnswer(200, {
        uuid: token.uuid,
        issued_at: issuedAt,
        features: token.features,
        account_uuid: token.accountUuid,
      })
    : jsonAnswer(200, { UUID: token.uuid, IssuedAt: issuedAt, Features: token.features });
}

/** Fields that the first generation hasn't got. */
const secondOnly = new Set(["actor_type", "actor_account_uuid", "account_uuid"]);

function page(account: Account, call: Call, stream: EventStream): HttpAnswer {
  const { epoch } = account.events;
  const place = readPlace(call.body, { epoch, stream });
  if (place === null) return eventsError(400, "Bad request: invalid cursor or parameters");
  const all = account.events.of(stream);
  const now = account.now().getTime();
  const isHeld = account.eventsGate.isHeld(now);
  const items: StoredEvent["event"][] = [];
  let { next } = place;
  // What isn't visible yet holds up what was taken in after it: a cursor never passes by an event.
  for (; next < all.length && items.length < place.limit; next += 1) {
    const stored = all[next];
    if (stored === undefined || stored.visibleAt > now || isHeld) break;
    if (isWanted(stored, place)) items.push(stored.event);
  }
  const following = all[next];
  return jsonAnswer(200, {
    items: call.path.startsWith("/api/v1/") ? items.map(asFirstGeneration) : items,
    cursor: writeCursor({ ...place, next }),
    has_more: !isHeld && following !== undefined && following.visibleAt <= now,
  });
}

function isWanted(
  { event }: StoredEvent,
  { from, until }: { from: string | null; until: string | null },
): boolean {
  const at = timeOf(event);
  return (from === null || at >= Date.parse(from)) && (until === null || at < Date.parse(until));
}

function asFirstGeneration(event: StoredEvent["event"]): StoredEvent["event"] {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !secondOnly.has(name)));
}

function tooMany({ modes }: Account, waitMs: number): HttpAnswer {
  const seconds = String(Math.ceil(waitMs / 1_000));
  return {
    ...eventsError(429, "Too many requests"),
    headers: {
      "content-type": "application/json",
      "retry-after": seconds,
      "ratelimit-limit": String(modes.eventsPerMinute),
      "ratelimit-remaining": "0",
      "ratelimit-reset": seconds,
    },
  };
}

export function eventsError(status: number, message: string): HttpAnswer {
  return jsonAnswer(status, { Error: { Message: message } });
}

function timeOf({ timestamp }: StoredEvent["event"]): number {
  return typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
}
