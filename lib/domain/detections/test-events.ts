import { answerLooks } from "./answer-looks.ts";
import type { Detection, Finding, KnownState } from "./detection.ts";
import { readSeenEvent } from "./read-seen-event.ts";
import type { SeenEvent } from "./seen-event.ts";
import { defaultDetectionSettings, type DetectionSettings, type WatchLists } from "./settings.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** People of the account, as 1Password names them. */
export const wendy = { uuid: "WENDYAPPLESEEDAAAAAAAAAAAA", email: "wendy@acme.example", name: "Wendy" };
export const homer = { uuid: "HOMERSIMPSONBBBBBBBBBBBBBB", email: "homer@acme.example", name: "Homer" };
export const vault = "VAULTVAULTVAULTVAULTVAULTV";
export const group = "GROUPGROUPGROUPGROUPGROUPG";

const start = Date.UTC(2027, 2, 1, 12);
let made = 0;

export function atMs(ms: number): Date {
  return new Date(start + ms);
}

/** A sign-in of Wendy's, `ms` after the start of the test's time. */
export function signIn(ms: number, given: Record<string, unknown> = {}): SeenEvent {
  const { app, ip, ...body } = given;
  return seen("signinattempts", ms, {
    category: "success",
    type: "credentials_ok",
    country: "FR",
    target_user: wendy,
    client: { app_name: app ?? "1Password for Mac", ip_address: ip ?? "192.0.2.1" },
    ...body,
  });
}

/** An audit event of Homer's. `on`: the id of what it was done to; `to`: the person of `aux_*`. */
export function audit(
  ms: number,
  action: string,
  objectType: string,
  given: { by?: typeof wendy; on?: string; to?: typeof wendy } & Record<string, unknown> = {},
): SeenEvent {
  const { by = homer, on, to, ...body } = given;
  return seen("auditevents", ms, {
    action,
    object_type: objectType,
    actor_uuid: by.uuid,
    actor_details: by,
    actor_type: "user",
    object_uuid: on ?? null,
    ...(to && { aux_uuid: to.uuid, aux_details: to }),
    session: { ip: "192.0.2.9" },
    ...body,
  });
}

export function usage(ms: number, action: string, given: Record<string, unknown> = {}): SeenEvent {
  return seen("itemusages", ms, {
    action,
    user: wendy,
    item_uuid: "itemitemitemitemitemitemit",
    vault_uuid: vault.toLowerCase(),
    client: { ip_address: "192.0.2.1" },
    ...given,
  });
}

function seen(stream: SeenEvent["stream"], ms: number, body: Record<string, unknown>): SeenEvent {
  made += 1;
  return readSeenEvent({ stream, uuid: `EVENT${made}`, at: atMs(ms), body });
}

export function settings(
  given: Partial<Omit<DetectionSettings, "lists">> & { lists?: Partial<WatchLists> } = {},
): DetectionSettings {
  return {
    ...defaultDetectionSettings,
    ...given,
    lists: { ...defaultDetectionSettings.lists, ...given.lists },
  };
}

/** What the rule says of the event, knowing of the others just what it asked for. */
export function judge(
  rule: Detection,
  event: SeenEvent,
  others: readonly SeenEvent[] = [],
  given: { settings?: DetectionSettings; states?: KnownState[] } = {},
): Finding | null {
  return rule.judge({
    event,
    history: answerLooks([...others, event], rule.looks(event)),
    settings: given.settings ?? defaultDetectionSettings,
    states: given.states ?? [],
  });
}

/** The same finding from whichever event comes last: its anchor's id, for each order of arrival. */
export function anchorsByArrival(rule: Detection, events: readonly SeenEvent[]): (string | undefined)[] {
  return events.map(
    (last) =>
      judge(
        rule,
        last,
        events.filter((event) => event !== last),
      )?.anchor.uuid,
  );
}
