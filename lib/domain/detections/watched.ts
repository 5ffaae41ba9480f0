import { type Detection, hourMs, minuteMs, noLooks } from "./detection.ts";
import { isAct, wordFor } from "./seen-event.ts";
import { isListed } from "./settings.ts";

export const riskyCountry: Detection = {
  id: "console.risky-country",
  name: "Audit event from a risky country",
  watches: "Anything that is done from a country of the list.",
  streams: ["auditevents"],
  severity: "medium",
  kind: "account_takeover",
  attack: ["T1078"],
  origin: "L",
  repeatMs: hourMs,
  needsList: "riskyCountries",
  looks: noLooks,
  judge: ({ event, settings }) =>
    event.stream === "auditevents" && isListed(settings.lists.riskyCountries, event.country)
      ? {
          anchor: event,
          subject: event.actor,
          foundAt: "actor_uuid",
          title: "Acted from a country on the list",
          description: `${event.country}: ${event.action} ${event.objectType}`,
          repeatKey: `${wordFor(event.actor)} ${event.country}`,
        }
      : null,
};

export const sensitiveItemUsed: Detection = {
  id: "console.sensitive-item-used",
  name: "Sensitive item used",
  watches: "Any use of an item of the list.",
  streams: ["itemusages"],
  severity: "low",
  kind: "other",
  attack: ["T1552"],
  origin: "P",
  repeatMs: 30 * minuteMs,
  needsList: "sensitiveItems",
  looks: noLooks,
  judge: ({ event, settings }) =>
    event.stream === "itemusages" && isListed(settings.lists.sensitiveItems, event.itemId)
      ? {
          anchor: event,
          subject: event.user,
          foundAt: "user",
          title: "Sensitive item used",
          description: `Item ${event.itemId}${event.action === "" ? "" : `: ${event.action}`}`,
          repeatKey: `${wordFor(event.user)} ${event.itemId}`,
        }
      : null,
};

export const invitedByHand: Detection = {
  id: "console.invited-by-hand",
  name: "Invited by hand",
  watches: "An invitation by a person, in an account whose people come from the identity provider.",
  streams: ["auditevents"],
  severity: "medium",
  kind: "privilege_change",
  attack: ["T1136"],
  origin: "S",
  repeatMs: 0,
  needsList: null,
  needsProvisioned: true,
  looks: noLooks,
  judge: ({ event, settings }) =>
    settings.provisioned && isAct(event, ["create"], ["invite"]) && event.actor.isPerson
      ? {
          anchor: event,
          subject: event.actor,
          foundAt: "actor_uuid",
          title: "Somebody invited by hand, past the identity provider",
          description: event.auxInfo === null ? null : `Invited: ${event.auxInfo}`,
          repeatKey: event.uuid,
        }
      : null,
};
