import { before, dayMs, type Detection, noLooks, within } from "./detection.ts";
import { isAct, isNobody, isSame, type SeenAudit, type SeenEvent, wordFor } from "./seen-event.ts";

const streams = ["auditevents"] as const;
const mfaActions: Readonly<Record<string, string>> = {
  enblmfa: "switched on",
  updatmfa: "changed",
  disblmfa: "switched off",
};

function isMfaChange(event: SeenEvent): event is SeenAudit {
  return isAct(event, Object.keys(mfaActions), ["user"]);
}

export const mfaChanged: Detection = {
  id: "console.mfa-changed",
  name: "User’s MFA changed",
  watches: "Two-factor authentication of a person switched on, changed or switched off.",
  streams,
  severity: "medium",
  kind: "factor_change",
  attack: ["T1556"],
  origin: "S",
  repeatMs: 0,
  needsList: null,
  looks: noLooks,
  judge: ({ event }) => {
    if (!isMfaChange(event)) return null;
    const own = isSame(event.actor, event.object);
    return {
      anchor: event,
      subject: event.object,
      foundAt: event.object.id === null ? "object_details" : "object_uuid",
      title: `Two-factor authentication ${mfaActions[event.action]}${own ? "" : " by somebody else"}`,
      description: null,
      repeatKey: event.uuid,
    };
  },
};

const manyChanges = 5;

export const manyMfaChanges: Detection = {
  id: "console.many-mfa-changes",
  name: "Many MFA changes",
  watches: "More than five changes of anybody’s two-factor authentication by one actor within 24 hours.",
  streams,
  severity: "high",
  kind: "factor_change",
  attack: ["T1556"],
  origin: "L",
  repeatMs: dayMs,
  needsList: null,
  looks: (event) =>
    isMfaChange(event) && !isNobody(event.actor)
      ? [
          {
            stream: "auditevents",
            who: event.actor,
            as: "actor",
            from: before(event.at, dayMs),
            to: before(event.at, -dayMs),
          },
        ]
      : [],
  judge: ({ event, history }) => {
    if (!isMfaChange(event) || isNobody(event.actor)) return null;
    const near = within([...history, event], before(event.at, dayMs), before(event.at, -dayMs)).filter(
      (other): other is SeenAudit => isMfaChange(other) && isSame(other.actor, event.actor),
    );
    for (const last of near) {
      const window = near.filter(({ at }) => at >= before(last.at, dayMs) && at <= last.at);
      if (window.length <= manyChanges || !window.includes(last)) continue;
      if (!window.some(({ uuid }) => uuid === event.uuid)) continue;
      const people = new Set(window.map(({ object }) => wordFor(object)));
      return {
        anchor: last,
        subject: event.actor,
        foundAt: "actor_uuid",
        title: "Many changes of two-factor authentication by one person within a day",
        description: `${window.length} changes for ${people.size} people`,
        repeatKey: wordFor(event.actor),
      };
    }
    return null;
  },
};

/** What an audit event settles by itself, about who did it. */
function byActor(
  rule: Pick<Detection, "id" | "name" | "watches" | "severity" | "kind" | "attack">,
  match: { actions: readonly string[]; objectTypes: readonly string[]; title: (event: SeenAudit) => string },
): Detection {
  return {
    ...rule,
    streams,
    origin: "S",
    repeatMs: 0,
    needsList: null,
    looks: noLooks,
    judge: ({ event }) =>
      isAct(event, match.actions, match.objectTypes)
        ? {
            anchor: event,
            subject: event.actor,
            foundAt: "actor_uuid",
            title: match.title(event),
            description: event.ip === null ? null : `From ${event.ip}`,
            repeatKey: event.uuid,
          }
        : null,
  };
}

export const mfaOffForAll = byActor(
  {
    id: "console.mfa-off-for-all",
    name: "MFA switched off for all",
    watches: "Two-factor authentication switched off for the whole account.",
    severity: "high",
    kind: "factor_change",
    attack: ["T1556"],
  },
  {
    actions: ["disblmfa"],
    objectTypes: ["account"],
    title: () => "Two-factor authentication switched off for the whole account",
  },
);

const ssoActions: Readonly<Record<string, string>> = {
  enblsso: "switched on",
  disblsso: "switched off",
  chngpsso: "given another policy",
  chngasso: "changed how people sign in",
  chngdsso: "changed",
  addgsso: "extended to a group",
  delgsso: "taken from a group",
};

export const ssoChanged = byActor(
  {
    id: "console.sso-changed",
    name: "SSO changed",
    watches: "Single sign-on switched on or off, or its settings or groups changed.",
    severity: "medium",
    kind: "factor_change",
    attack: ["T1556"],
  },
  {
    actions: Object.keys(ssoActions),
    objectTypes: ["sso"],
    title: ({ action }) => `Single sign-on ${ssoActions[action]}`,
  },
);

export const firewallChanged = byActor(
  {
    id: "console.firewall-changed",
    name: "Firewall changed",
    watches: "The account’s firewall rules changed.",
    severity: "medium",
    kind: "other",
    attack: ["T1562.007"],
  },
  { actions: ["updatfw"], objectTypes: ["account"], title: () => "Firewall of the account changed" },
);

export const serviceAccountMade = byActor(
  {
    id: "console.service-account-made",
    name: "Service account made",
    watches: "A new service account of 1Password.",
    severity: "medium",
    kind: "privilege_change",
    attack: ["T1136.003"],
  },
  { actions: ["create"], objectTypes: ["sa"], title: () => "Service account made" },
);

const tokenActions: Readonly<Record<string, string>> = {
  create: "made",
  trename: "renamed",
  tverify: "verified",
  trevoke: "revoked",
};

export const serviceAccountToken = byActor(
  {
    id: "console.service-account-token",
    name: "Service account token",
    watches: "Tokens of service accounts made, renamed, verified or revoked.",
    severity: "medium",
    kind: "privilege_change",
    attack: ["T1134.003"],
  },
  {
    actions: Object.keys(tokenActions),
    objectTypes: ["satoken"],
    title: ({ action }) => `Token of a service account ${tokenActions[action]}`,
  },
);
