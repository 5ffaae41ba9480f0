import type { AuditStore } from "#lib/ports/audit-store.ts";
import type { Client } from "#db/client.ts";
import { auditCarriedOut } from "./carried-out.ts";
import { readCompleteness } from "./completeness.ts";
import { auditLog } from "./log.ts";
import { auditRequests } from "./requests.ts";
import { auditWaiting } from "./waiting.ts";

/** What an auditor counts and lists: reads, and one write, that something was read. */
export function createAuditStore(client: Client): AuditStore {
  return {
    ...auditRequests(client),
    ...auditCarriedOut(client),
    ...auditLog(client),
    ...auditWaiting(client),
    completeness: (period) => readCompleteness(client, period),
  };
}
