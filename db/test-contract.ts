import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { onTestFinished } from "vitest";
import { newLifecycle } from "#lib/domain/new-lifecycle.ts";
import { plainCase } from "#lib/domain/plain-filing.ts";
import type { CaseRecord, RequestRecord, VoteRecord } from "#lib/ports/records.ts";
import { migrateDatabase } from "./migrate.ts";
import { openStores } from "./open-stores.ts";
import { freshDatabaseUrl } from "./test-database.ts";

export const at = new Date("2026-11-22T12:00:00.123Z");

/** A migrated database with two people in 1Password and three of the team. */
export async function openContract() {
  const database = await freshDatabaseUrl();
  await migrateDatabase(database.url);
  const stores = await openStores({ databaseUrl: database.url, dataKey: randomBytes(32) });
  onTestFinished(async () => {
    await stores.close();
    await database.drop();
  });
  await stores.subjects.saveListing(
    "ACCOUNT",
    ["USER1", "USER2"].map((userId) => ({
      userId,
      email: `${userId}@acme.example`,
      name: `Person ${userId}`,
      state: "ACTIVE" as const,
      rawState: "ACTIVE",
      readAt: at,
    })),
    at,
  );
  for (const id of ["ana", "ines", "ivo"]) {
    await stores.commit(
      stores.people.insert(
        {
          id,
          name: id,
          email: `${id}@acme.example`,
          roles: ["iam_lead"],
          firstSeenAt: at,
          lastSeenAt: null,
          disabledAt: null,
          linkedToPersonId: null,
        },
        { iss: "https://idp.example", sub: id },
      ),
    );
  }
  const insertCase = async (given: Partial<CaseRecord> = {}): Promise<CaseRecord> => {
    const record = newCase(given);
    await stores.commit(stores.cases.insert(record, `${record.key} ${record.title}`));
    return record;
  };
  const insertRequest = async (given: Partial<RequestRecord> = {}): Promise<RequestRecord> => {
    const record = newRequest(await insertCase(), given);
    await stores.commit([stores.requests.insert(record)]);
    return record;
  };
  return { stores, insertCase, insertRequest };
}

let nextNumber = 1;

function newCase(given: Partial<CaseRecord> = {}): CaseRecord {
  return {
    id: uuidv7(),
    key: `IR-${nextNumber++}`,
    workflowId: uuidv7(),
    title: "Impossible travel",
    status: "new",
    severity: "high",
    subjectId: "USER1",
    ownerPersonId: null,
    ...plainCase,
    openedAt: at,
    updatedAt: at,
    closedAt: null,
    closeVerdict: null,
    closeReason: null,
    signalCount: 1,
    newestSignalAt: at,
    newestSignalTitle: "Impossible travel",
    version: 1,
    ...given,
  };
}

export function newRequest(found: CaseRecord, given: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: uuidv7(),
    key: `REQ-${nextNumber++}`,
    version: 1,
    caseId: found.id,
    caseKey: found.key,
    workflowId: found.workflowId,
    accountId: "ACCOUNT",
    subjectId: found.subjectId,
    requesterPersonId: "ana",
    proposedBy: null,
    reason: "because",
    digest: "d".repeat(64),
    payload: new Uint8Array([1, 2, 3]),
    snapshot: {
      userId: found.subjectId,
      email: "user1@acme.example",
      name: "Person",
      state: "ACTIVE",
      readAt: at,
    },
    policy: { id: "built-in", version: 1, rule: "suspend" },
    stepUpMaxAgeMs: null,
    executeWithinMs: 1_800_000,
    wasContained: false,
    createdAt: at,
    decidedAt: null,
    endedAt: null,
    outcome: null,
    staleDifference: null,
    ...newLifecycle({ action: "suspend", needed: 1, expiresAt: new Date(at.getTime() + 3_600_000) }),
    ...given,
  };
}

export const approved = {
  status: "approved" as const,
  approvals: 1,
  executeBy: new Date(at.getTime() + 1_800_000),
};

export function vote(request: RequestRecord, given: Partial<VoteRecord> = {}): VoteRecord {
  return {
    requestId: request.id,
    requesterPersonId: "ana",
    digest: request.digest,
    personId: "ines",
    decision: "approve",
    reason: "checked",
    at,
    sessionRef: "s",
    ...given,
  };
}
