import { type Dialect, postgresDialect, sqliteDialect } from "#db/dialect.ts";
import { defineCases } from "./cases.ts";
import { defineCorrelation } from "./correlation.ts";
import { defineDetections } from "./detections.ts";
import { defineEvents } from "./events.ts";
import { defineGovernance } from "./governance.ts";
import { defineGuardRails } from "./guard-rails.ts";
import { defineLog } from "./log.ts";
import { defineOutgoing } from "./outgoing.ts";
import { definePeople } from "./people.ts";
import { definePersonalData } from "./personal-data.ts";
import { defineProfiles } from "./profiles.ts";
import { defineRequests } from "./requests.ts";
import { defineSsf } from "./ssf.ts";
import { defineTrust } from "./trust.ts";

function defineSchema(dialect: Dialect) {
  const cases = defineCases(dialect);
  const requests = defineRequests(dialect, cases);
  return {
    ...definePeople(dialect),
    ...cases,
    ...defineCorrelation(dialect),
    ...requests,
    ...defineGovernance(dialect, requests),
    ...defineLog(dialect),
    ...definePersonalData(dialect),
    ...defineTrust(dialect),
    ...defineEvents(dialect),
    ...defineDetections(dialect),
    ...defineProfiles(dialect),
    ...defineGuardRails(dialect, requests),
    ...defineOutgoing(dialect),
    ...defineSsf(dialect),
  };
}

/** One schema, described once, built for each database. */
export const sqliteSchema = defineSchema(sqliteDialect);
export const postgresSchema = defineSchema(postgresDialect);

export type Schema = typeof sqliteSchema;
