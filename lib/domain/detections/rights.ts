import type { DetectionSettings } from "./settings.ts";
import { isListed } from "./settings.ts";
import { before, type Detection, hourMs, noLooks, within } from "./detection.ts";
import {
  isAct,
  isNobody,
  isSame,
  type SeenAudit,
  type SeenEvent,
  type SeenUsage,
  wordFor,
} from "./seen-event.ts";

const audit = ["auditevents"] as const;

export const addedToPrivilegedGroup: Detection = {
  id: "console.added-to-privileged-group",
  name: "Added to a privileged group",
  watches: "Somebody put by somebody else into a group of the list.",
  streams: audit,
  severity: "medium",
  kind: "privilege_change",
  attack: ["T1098"],
  origin: "S",
  repeatMs: 0,
  needsList: "privilegedGroups",
  looks: noLooks,
  judge: ({ event, settings }) =>
    isAct(event, ["join"], ["gm"]) &&
    !isSame(event.actor, event.aux) &&
    isListed(settings.lists.privilegedGroups, event.object.id)
      ? {
          anchor: event,
          subject: event.aux,
          foundAt: "aux_uuid",
          title: "Added to a privileged group",
          description: `Group ${event.object.id}`,
          repeatKey: event.uuid,
        }
      : null,
};

export const ownRightsByGroup: Detection = {
  id: "console.own-rights-by-group",
  name: "Own rights by group",
  watches: "Somebody who put themselves into a group, or changed their own part in it.",
  streams: audit,
  severity: "medium",
  kind: "privilege_change",
  attack: ["T1078.004"],
  origin: "S",
  repeatMs: 0,
  needsList: null,
  looks: noLooks,
  judge: ({ event }) =>
    isAct(event, ["join", "role"], ["gm"]) && isSame(event.actor, event.aux)
      ? {
          anchor: event,
          subject: event.actor,
          foundAt: "actor_uuid",
          title:
            event.action === "join" ? "Put themselves into a group" : "Changed their own part in a group",
          description: event.object.id === null ? null : `Group ${event.object.id}`,
          repeatKey: event.uuid,
        }
      : null,
};

function isOwnGrant(event: SeenEvent): event is SeenAudit {
  return isAct(event, ["grant", "update"], ["uva"]) && isSame(event.actor, event.aux);
}

export const ownRightsByVault: Detection = {
  id: "console.own-rights-by-vault",
  name: "Own rights by vault",
  watches: "Somebody who gave themselves access to a vault, or changed their own.",
  streams: audit,
  severity: "medium",
  kind: "privilege_change",
  attack: ["T1078.004"],
  origin: "S",
  repeatMs: 0,
  needsList: null,
  looks: noLooks,
  judge: ({ event }) =>
    isOwnGrant(event)
      ? {
          anchor: event,
          subject: event.actor,
          foundAt: "actor_uuid",
          title:
            event.action === "grant"
              ? "Gave themselves access to a vault"
              : "Changed their own access to a vault",
          description: vaultOf(event),
          repeatKey: event.uuid,
        }
      : null,
};

const vaultActions: Readonly<Record<string, string>> = {
  grant: "given",
  revoke: "taken away",
  update: "changed",
};

function isVaultRight(event: SeenEvent, objectTypes: readonly string[]): event is SeenAudit {
  return isAct(event, Object.keys(vaultActions), objectTypes);
}

function isPrivileged(event: SeenAudit, settings: DetectionSettings): boolean {
  return isListed(settings.lists.privilegedVaults, event.object.id);
}

export const privilegedVaultRights: Detection = {
  id: "console.privileged-vault-rights",
  name: "Privileged vault rights",
  watches: "Access of a person or a group to a vault of the list given, changed or taken away.",
  streams: audit,
  severity: "high",
  kind: "privilege_change",
  attack: ["T1098"],
  origin: "S",
  repeatMs: 0,
  needsList: "privilegedVaults",
  looks: noLooks,
  judge: ({ event, settings }) => {
    if (!isVaultRight(event, ["uva", "gva"]) || !isPrivileged(event, settings)) return null;
    const toPerson = event.objectType === "uva" && event.aux.isPerson && !isNobody(event.aux);
    return {
      anchor: event,
      subject: toPerson ? event.aux : event.actor,
      foundAt: toPerson ? "aux_uuid" : "actor_uuid",
      title: `Access to a privileged vault ${vaultActions[event.action]}${event.objectType === "gva" ? " for a group" : ""}`,
      description: vaultOf(event),
      repeatKey: event.uuid,
    };
  },
};

export const otherVaultRights: Detection = {
  id: "console.other-vault-rights",
  name: "Other vault rights",
  watches: "Access of a person to any other vault given, changed or taken away by somebody else.",
  streams: audit,
  severity: "medium",
  kind: "privilege_change",
  attack: ["T1098"],
  origin: "S",
  repeatMs: 0,
  needsList: null,
  looks: noLooks,
  judge: ({ event, settings }) =>
    isVaultRight(event, ["uva"]) && !isSame(event.actor, event.aux) && !isPrivileged(event, settings)
      ? {
          anchor: event,
          subject: event.aux,
          foundAt: "aux_uuid",
          title: `Access to a vault ${vaultActions[event.action]} by somebody else`,
          description: vaultOf(event),
          repeatKey: event.uuid,
        }
      : null,
};

const takingActions = new Set(["reveal", "secure-copy", "server-fetch"]);

function isTaking(event: SeenEvent): event is SeenUsage {
  return event.stream === "itemusages" && takingActions.has(event.action);
}

function isTakenAfter(taking: SeenUsage, grant: SeenAudit): boolean {
  return (
    isSame(taking.user, grant.actor) &&
    taking.vaultId !== null &&
    taking.vaultId === (grant.object.id?.toLowerCase() ?? null) &&
    taking.at >= grant.at &&
    taking.at <= before(grant.at, -hourMs)
  );
}

export const secretsAfterOwnGrant: Detection = {
  id: "console.secrets-after-own-grant",
  name: "Secrets taken after own grant",
  watches: "Somebody who gave themselves access to a vault and took secrets there within an hour.",
  streams: ["auditevents", "itemusages"],
  severity: "high",
  kind: "mass_access",
  attack: ["T1555"],
  origin: "S",
  repeatMs: hourMs,
  needsList: null,
  // The two come in two streams, in any order: each looks for the other.
  looks: (event) => {
    if (isTaking(event) && !isNobody(event.user))
      return [
        { stream: "auditevents", who: event.user, as: "actor", from: before(event.at, hourMs), to: event.at },
      ];
    if (isOwnGrant(event))
      return [
        { stream: "itemusages", who: event.actor, as: "user", from: event.at, to: before(event.at, -hourMs) },
      ];
    return [];
  },
  judge: ({ event, history }) => {
    const pairs: { taking: SeenUsage; grant: SeenAudit }[] = [];
    for (const other of within(history, before(event.at, hourMs), before(event.at, -hourMs))) {
      if (isTaking(event) && isOwnGrant(other) && isTakenAfter(event, other))
        pairs.push({ taking: event, grant: other });
      if (isOwnGrant(event) && isTaking(other) && isTakenAfter(other, event))
        pairs.push({ taking: other, grant: event });
    }
    const [first] = pairs;
    if (!first) return null;
    return {
      anchor: first.taking,
      subject: first.taking.user,
      foundAt: "user",
      title: "Secrets taken within an hour of giving themselves access to the vault",
      description: `${vaultOf(first.grant) ?? "Vault unknown"}, access ${first.grant.action === "grant" ? "given" : "changed"} at ${first.grant.at.toISOString()}`,
      repeatKey: `${wordFor(first.taking.user)} ${first.taking.vaultId}`,
    };
  },
};

function vaultOf(event: SeenAudit): string | null {
  return event.object.id === null ? null : `Vault ${event.object.id}`;
}
