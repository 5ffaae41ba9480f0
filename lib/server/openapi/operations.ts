import { readCheckpoint, readEntries, readLogKeys, readPeriodEvidence } from "./audit-operations.ts";
import { listCases, readCase, readCaseEvidence, readTimeline } from "./case-operations.ts";
import type { Operation } from "./operation.ts";
import { readHealth, readMetrics, readOpenApi, readReadiness } from "./platform-operations.ts";
import { proposeRequest, readRequest } from "./request-operations.ts";
import { receiveSetOperation, receiveSignals } from "./signal-operations.ts";
import { putSubjects } from "./subject-operations.ts";

/**
 * Everything that the machine interface can do. A route under `app/api/v1` that isn't here fails a test, and so does a
 * line here without its route: say the operation in a file beside this one, and spread its `route` into the route file.
 */
export const operations: readonly Operation[] = [
  readHealth,
  readReadiness,
  readMetrics,
  receiveSignals,
  receiveSetOperation,
  listCases,
  readCase,
  readTimeline,
  readCaseEvidence,
  proposeRequest,
  readRequest,
  putSubjects,
  readCheckpoint,
  readEntries,
  readLogKeys,
  readPeriodEvidence,
  readOpenApi,
];
