import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";
import type { defineRequests } from "./requests.ts";

/** What is counted so that the guard rails hold over all processes, and the incident that raises them. */
export function defineGuardRails(
  { table, text, integer, instant, index, uniqueIndex, check, foreignKey, primaryKey }: Dialect,
  { request }: Pick<ReturnType<typeof defineRequests>, "request">,
) {
  /** For a named number of suspensions and a few hours the brake is not applied. Asked by one, confirmed by another. */
  const massIncident = table(
    "mass_incident",
    {
      id: text().primaryKey(),
      reason: text().notNull(),
      /** How many suspensions it is for, and how many of them were claimed. */
      allowed: integer().notNull(),
      used: integer().notNull().default(0),
      minutes: integer().notNull(),
      askedByPersonId: text().notNull(),
      askedAt: instant().notNull(),
      confirmedByPersonId: text(),
      startedAt: instant(),
      endsAt: instant(),
      endedAt: instant(),
      /** `time`, `used_up`, `person`, `not_confirmed`; null while it is open. */
      endedHow: text(),
      endedByPersonId: text(),
      /** 1 while it is asked for or runs: at most one is. */
      open: integer().notNull().default(1),
    },
    (t) => [
      uniqueIndex("mass_incident_one_open")
        .on(t.open)
        .where(sql`${t.open} = 1`),
      index("mass_incident_newest").on(t.askedAt),
      check(
        "mass_incident_by_two",
        sql`(${t.startedAt} is null and ${t.confirmedByPersonId} is null) or (${t.startedAt} is not null and ${t.endsAt} is not null and ${t.confirmedByPersonId} is not null and ${t.confirmedByPersonId} <> ${t.askedByPersonId})`,
      ),
      check(
        "mass_incident_bounded",
        sql`${t.minutes} between 1 and 240 and ${t.allowed} >= 1 and ${t.used} >= 0 and ${t.used} <= ${t.allowed}`,
      ),
      check("mass_incident_ends", sql`(${t.open} = 1) = (${t.endedAt} is null)`),
    ],
  );

  /** Each suspension once, at its first claim: what the brake counts. Claims within an incident count for that one. */
  const suspensionClaim = table(
    "suspension_claim",
    { requestId: text().primaryKey(), at: instant().notNull(), incidentId: text() },
    (t) => [
      index("suspension_claim_at").on(t.at),
      foreignKey({ columns: [t.requestId], foreignColumns: [request.id] }),
      foreignKey({ columns: [t.incidentId], foreignColumns: [massIncident.id] }),
    ],
  );

  /** What one person did towards suspensions: the rail of an hour and person counts it. */
  const suspensionAct = table(
    "suspension_act",
    {
      requestId: text().notNull(),
      personId: text().notNull(),
      /** `ask` or `approve`. */
      act: text().notNull(),
      at: instant().notNull(),
      incidentId: text(),
    },
    (t) => [
      primaryKey({ columns: [t.requestId, t.personId, t.act] }),
      index("suspension_act_person").on(t.personId, t.act, t.at),
      foreignKey({ columns: [t.requestId], foreignColumns: [request.id] }),
      foreignKey({ columns: [t.incidentId], foreignColumns: [massIncident.id] }),
    ],
  );

  /** Windows of what is limited by the minute. `who` is an id, or a hash of an address; over windows are deleted. */
  const rateWindow = table(
    "rate_window",
    {
      name: text().notNull(),
      who: text().notNull(),
      count: integer().notNull(),
      endsAt: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.name, t.who] }), index("rate_window_ends").on(t.endsAt)],
  );

  return { massIncident, suspensionClaim, suspensionAct, rateWindow };
}
