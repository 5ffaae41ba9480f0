import { eventStreams, type EventStream, type EventsToken } from "#lib/domain/account-event.ts";
import type { ConnectionView } from "#lib/domain/views/other-views.ts";
import type { EventCursor } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { findEventsTrouble } from "./events-trouble.ts";

const minuteMs = 60_000;
const dayMs = 24 * 3_600_000;

const names: Record<EventStream, string> = {
  signinattempts: "Sign-in attempts",
  itemusages: "Item usages",
  auditevents: "Audit events",
};

/** The Events API as one of the connections, with the account that an administrator has to confirm, if any. */
export async function viewEventsConnection(
  services: Services,
  { configured }: { configured: boolean },
): Promise<{ connection: ConnectionView; toConfirm: string | null }> {
  const card = {
    id: "events",
    name: "1Password Events API",
    purpose: "Sign-in attempts, item usages and audit events of the account. Witness of every change.",
  };
  if (!configured) {
    const facts: [string, string][] = [["Configured", "no: ONEPASSWORD_EVENTS_URL is not set"]];
    return { connection: { ...card, state: "off", facts, problem: null, testable: false }, toConfirm: null };
  }
  const [cursors, trouble] = await Promise.all([
    services.stores.events.cursors(),
    findEventsTrouble(services),
  ]);
  const now = services.clock.now();
  const token = cursors.find((cursor) => cursor.token !== null)?.token ?? null;
  const unconfirmed = cursors.some(({ mode }) => mode === "unconfirmed");
  const failing = cursors.find(({ mode, lastError }) => mode !== "off" && lastError !== null);
  const problem = unconfirmed
    ? `The token is of account ${token?.accountUuid ?? "unknown"}, and ${services.directory.host.accountId} is configured. Nothing is read until an administrator confirms that this is right.`
    : (failing?.lastError ?? null);
  const isWorking = cursors.some(({ lastSuccessAt }) => lastSuccessAt !== null);
  const failed = problem !== null || (trouble !== null && trouble.kind !== "expiring");
  return {
    connection: {
      ...card,
      state: failed ? "failing" : isWorking ? "ok" : "untried",
      facts: [
        ["Account", token?.accountUuid ?? "not said yet"],
        ["Token ends", tokenEnd(token, now)],
        ...eventStreams.map((stream): [string, string] => [
          names[stream],
          standing(cursors.find((cursor) => cursor.stream === stream) ?? null, now),
        ]),
        ["Last success", newest(cursors)?.toISOString() ?? "none yet"],
      ],
      problem,
      testable: true,
    },
    toConfirm: unconfirmed ? (token?.accountUuid ?? null) : null,
  };
}

function tokenEnd(token: EventsToken | null, now: Date): string {
  if (token === null) return "not known yet";
  if (token.expiresAt === null) return "never, or it doesn’t say";
  const days = Math.floor((Date.parse(token.expiresAt) - now.getTime()) / dayMs);
  const date = token.expiresAt.slice(0, 10);
  if (days < 0) return `ended on ${date}`;
  return days === 0 ? `within a day, on ${date}` : `in ${days} ${days === 1 ? "day" : "days"}, on ${date}`;
}

function standing(cursor: EventCursor | null, now: Date): string {
  if (cursor === null) return "not asked yet";
  switch (cursor.mode) {
    case "starting":
      return "not asked yet";
    case "off":
      return "off: the token isn’t for it";
    case "rejected":
      return "stopped: the token was refused";
    case "unconfirmed":
      return "off until the account is confirmed";
    case "on":
      return lag(cursor, now);
  }
}

/** Caught up counts for a minute: the stream is asked every ten seconds. */
function lag({ caughtUpAt, lastEventAt }: EventCursor, now: Date): string {
  if (caughtUpAt !== null && now.getTime() - caughtUpAt.getTime() < minuteMs) return "on, caught up";
  const behind = lastEventAt ?? caughtUpAt;
  if (behind === null) return "on, nothing read yet";
  const minutes = Math.max(1, Math.round((now.getTime() - behind.getTime()) / minuteMs));
  return minutes < 120 ? `on, ${minutes} min behind` : `on, ${Math.round(minutes / 60)} h behind`;
}

function newest(cursors: readonly EventCursor[]): Date | null {
  return cursors.reduce<Date | null>(
    (latest, { lastSuccessAt }) =>
      lastSuccessAt !== null && (latest === null || lastSuccessAt > latest) ? lastSuccessAt : latest,
    null,
  );
}
