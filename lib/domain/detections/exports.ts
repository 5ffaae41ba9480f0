import { before, dayMs, type Detection, type Look, noLooks, within } from "./detection.ts";
import {
  isAct,
  isNobody,
  isSame,
  type Party,
  type SeenAudit,
  type SeenEvent,
  wordFor,
} from "./seen-event.ts";

const streams = ["auditevents"] as const;
const windowMs = 14 * dayMs;

function isExport(event: SeenEvent): event is SeenAudit & { action: "export" } {
  return isAct(event, ["export"], ["vault"]);
}

export const vaultExport: Detection = {
  id: "console.vault-export",
  name: "Vault export",
  watches: "Anybody who exports a vault.",
  streams,
  severity: "low",
  kind: "mass_access",
  attack: ["T1555"],
  origin: "S",
  repeatMs: 0,
  needsList: null,
  looks: noLooks,
  judge: ({ event }) =>
    isExport(event)
      ? {
          anchor: event,
          subject: event.actor,
          foundAt: "actor_uuid",
          title: "Vault exported",
          description: event.object.id === null ? null : `Vault ${event.object.id}`,
          repeatKey: event.uuid,
        }
      : null,
};

/** Exports, and what happened to the person who made them, each looking for the other: they may come in any order. */
function exportNear(
  rule: Pick<Detection, "id" | "name" | "watches" | "attack" | "kind">,
  pair: {
    actions: readonly string[];
    /** Which of the two has to come first. */
    first: "export" | "change";
    /** Which of the two completes it: each has one finding. */
    anchor: "export" | "change";
    title: string;
  },
): Detection {
  const isChange = (event: SeenEvent) => isAct(event, pair.actions, ["user"]);
  const fits = (exported: SeenAudit, change: SeenAudit) => {
    const [earlier, later] = pair.first === "export" ? [exported, change] : [change, exported];
    return (
      isSame(exported.actor, change.object) &&
      earlier.at <= later.at &&
      before(later.at, windowMs) <= earlier.at
    );
  };
  return {
    ...rule,
    streams,
    severity: "medium",
    origin: "S",
    repeatMs: 0,
    needsList: null,
    looks: (event) => {
      if (isExport(event)) return look(event, event.actor, "object", pair.first === "change");
      return isChange(event) ? look(event, event.object, "actor", pair.first === "export") : [];
    },
    judge: ({ event, history }) => {
      if (!isExport(event) && !isChange(event)) return null;
      const near = within(history, before(event.at, windowMs), before(event.at, -windowMs));
      const pairs = near.flatMap((other) => {
        if (isExport(event))
          return isChange(other) && fits(event, other) ? [{ exported: event, change: other }] : [];
        return isExport(other) && fits(other, event) ? [{ exported: other, change: event }] : [];
      });
      const [found] = pairs;
      if (!found) return null;
      const anchor = pair.anchor === "export" ? found.exported : found.change;
      return {
        anchor,
        subject: pair.anchor === "export" ? anchor.actor : anchor.object,
        foundAt: pair.anchor === "export" ? "actor_uuid" : "object_uuid",
        title: pair.title,
        description:
          pairs.length > 1 && pair.anchor === "change"
            ? `${pairs.length} exports`
            : found.exported.object.id === null
              ? null
              : `Vault ${found.exported.object.id}`,
        repeatKey: `${wordFor(found.exported.actor)} ${anchor.uuid}`,
      };
    },
  };
}

function look(event: SeenAudit, who: Party, as: Look["as"], back: boolean): Look[] {
  if (isNobody(who)) return [];
  const span = back
    ? { from: before(event.at, windowMs), to: event.at }
    : { from: event.at, to: before(event.at, -windowMs) };
  return [{ stream: "auditevents", who, as, ...span }];
}

export const exportByNewUser = exportNear(
  {
    id: "console.export-by-new-user",
    name: "Export by a new user",
    watches: "A vault exported by somebody who joined within 14 days before.",
    attack: ["T1555", "T1136"],
    kind: "mass_access",
  },
  {
    actions: ["activate"],
    first: "change",
    anchor: "export",
    title: "Vault exported by somebody who joined within 14 days",
  },
);

export const exportBeforeLeaving = exportNear(
  {
    id: "console.export-before-leaving",
    name: "Export before leaving",
    watches: "Somebody suspended or deleted who exported a vault within 14 days before.",
    attack: ["T1555"],
    kind: "insider",
  },
  {
    actions: ["suspend", "delete"],
    first: "export",
    anchor: "change",
    title: "Vault exported within 14 days before leaving",
  },
);
