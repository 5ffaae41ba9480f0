import {
  type EventStream,
  type EventsMode,
  eventStreams,
  type EventsToken,
} from "#lib/domain/account-event.ts";
import type { EventCursor } from "#lib/ports/event-store.ts";
import type { EventsApi } from "#lib/ports/events-api.ts";
import type { Services } from "#lib/ports/services.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

/** Name of the setting that holds the account which an administrator took for the right one. */
export const confirmedAccountName = "events-account";

/**
 * Asks 1Password what the token is for and says for each stream whether it is polled. The first time also says when
 * polling began: what is older is baseline. Gives whether 1Password answered.
 */
export async function setUpEvents(
  services: Services,
  api: EventsApi,
): Promise<{ ok: true } | { ok: false; code: string; message: string }> {
  const asked = await api.introspect();
  const confirmed = await services.stores.controls.read(confirmedAccountName);
  for (const stream of eventStreams) {
    await retryOnConflict(async () => {
      const { stores, clock } = services;
      const before = await stores.events.cursor(stream);
      const now = clock.now();
      const known = before ?? newCursor(stream, now);
      const after: EventCursor = asked.ok
        ? { ...known, token: asked.token, mode: modeOf(services, stream, { token: asked.token, confirmed }) }
        : {
            ...known,
            mode: asked.code === "unauthorized" ? "rejected" : known.mode,
            lastError: asked.message,
            lastErrorAt: now,
          };
      // What an earlier token was refused for is over.
      const cleared = asked.ok && known.mode !== after.mode ? { lastError: null, lastErrorAt: null } : {};
      const written = { ...after, ...cleared };
      await stores.commit([
        before === null ? stores.events.insertCursor(written) : stores.events.updateCursor(before, written),
      ]);
    });
  }
  services.hints.publish({ kind: "settings" });
  return asked.ok ? { ok: true } : { ok: false, code: asked.code, message: asked.message };
}

function modeOf(
  { directory }: Pick<Services, "directory">,
  stream: EventStream,
  { token, confirmed }: { token: EventsToken; confirmed: string | null },
): EventsMode {
  if (!token.features.includes(stream)) return "off";
  const { accountUuid } = token;
  // A token that says no account can't contradict the configured one.
  const fits = accountUuid === null || accountUuid === directory.host.accountId || accountUuid === confirmed;
  return fits ? "on" : "unconfirmed";
}

function newCursor(stream: EventStream, now: Date): EventCursor {
  return {
    stream,
    mode: "starting",
    cursor: null,
    startedAt: now,
    caughtUpAt: null,
    lastSuccessAt: null,
    lastEventAt: null,
    lastError: null,
    lastErrorAt: null,
    token: null,
    version: 1,
  };
}
