import { type Dialect, postgresDialect, sqliteDialect } from "#db/dialect.ts";
import { defineCases } from "./cases.ts";
import { defineGovernance } from "./governance.ts";
import { defineLog } from "./log.ts";
import { defineOutgoing } from "./outgoing.ts";
import { definePeople } from "./people.ts";
import { definePersonalData } from "./personal-data.ts";
import { defineRequests } from "./requests.ts";

function defineSchema(dialect: Dialect) {
  const cases = defineCases(dialect);
  const requests = defineRequests(dialect, cases);
  return {
    ...definePeople(dialect),
    ...cases,
    ...requests,
    ...defineGovernance(dialect, requests),
    ...defineLog(dialect),
    ...definePersonalData(dialect),
    ...defineOutgoing(dialect),
  };
}

/** One schema, described once, built for each database. */
export const sqliteSchema = defineSchema(sqliteDialect);
export const postgresSchema = defineSchema(postgresDialect);

export type Schema = typeof sqliteSchema;
