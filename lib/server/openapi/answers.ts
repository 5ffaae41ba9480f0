import { z } from "zod";

import { setErrors } from "#lib/adapters/ssf/refused-set.ts";
import { CaseStatus } from "#lib/domain/case.ts";
import { Entry } from "#lib/domain/entry.ts";
import { RequestStatus } from "#lib/domain/request.ts";
import { Severity } from "#lib/domain/severity.ts";

/* What the routes answer, as the document tells it. A test holds real answers against each. */

const instant = z.iso.datetime();
const State = z.enum(["ACTIVE", "SUSPENDED", "UNKNOWN"]);
const Action = z.enum(["suspend", "reactivate"]);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

const Subject = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  state: State,
  readAt: instant.describe("When 1Password last said so."),
});
const OpenRequest = z.object({ key: z.string(), action: Action, status: RequestStatus });

const CaseItem = z.object({
  key: z.string(),
  workflowId: z.string(),
  title: z.string(),
  status: CaseStatus,
  severity: Severity,
  owner: z.string().nullable(),
  openedAt: instant,
  subject: Subject,
  request: OpenRequest.nullable().describe("The open one."),
});

export const CaseListAnswer = z.object({
  items: z.array(CaseItem),
  nextCursor: z.string().nullable(),
  total: z.int().describe("Exact to 10,000."),
  totalCapped: z.literal(true).optional().describe("There where the total is above 10,000."),
});

export const CaseAnswer = CaseItem.extend({
  signals: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      title: z.string(),
      severity: Severity,
      receivedAt: instant,
    }),
  ),
});

export const TimelineAnswer = z.object({
  items: z.array(
    z.object({
      caseSeq: z.int(),
      hash: Hash,
      index: z.int().nullable().describe("Place in the sealed log; null until it has one."),
      leaf: z.base64().describe("The bytes that were hashed."),
      entry: Entry,
      story: z.string(),
      quote: z.string().nullable(),
    }),
  ),
});

const Reading = z.object({ state: State, readAt: instant });

export const RequestAnswer = z.object({
  id: z.string(),
  key: z.string(),
  status: RequestStatus,
  action: Action,
  caseKey: z.string(),
  workflowId: z.string(),
  version: z.int(),
  digest: Hash,
  requester: z.string().nullable().describe("Null while nobody adopted a proposal."),
  proposedBy: z
    .object({
      name: z.string(),
      owner: z.string().nullable(),
      agent: z.boolean().describe("An AI agent holds the key."),
    })
    .nullable(),
  subject: Subject,
  reason: z.string(),
  policy: z.object({
    id: z.string(),
    version: z.int(),
    rule: z.string(),
    why: z.string(),
    narrowerStep: z.enum(["none", "asked"]),
    outsidePolicy: z.boolean(),
  }),
  needed: z.int(),
  approvals: z.array(
    z.object({ person: z.string(), decision: z.enum(["approve", "deny"]), reason: z.string(), at: instant }),
  ),
  attempts: z.array(
    z.object({
      n: z.int(),
      markedAt: instant,
      kind: z.enum(["answered", "refused", "not_sent", "uncertain"]).nullable(),
      code: z.string().nullable(),
      message: z.string().nullable(),
      method: z.string().nullable(),
      path: z.string().nullable(),
      status: z.int().nullable(),
      requestId: z.string().nullable(),
      ms: z.int().nullable(),
    }),
  ),
  outcome: z
    .object({
      code: z.string(),
      message: z.string(),
      how: z.enum(["answered", "observed", "refused", "not_sent"]),
      before: Reading.nullable(),
      answer: z.object({ state: State, at: instant }).nullable(),
      after: Reading.nullable(),
    })
    .nullable(),
  createdAt: instant,
  expiresAt: instant,
  executeBy: instant.nullable(),
  decidedAt: instant.nullable(),
  endedAt: instant.nullable(),
  nextTryAt: instant.nullable(),
  staleDifference: z.string().nullable(),
});

export const ReceiptAnswer = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  results: z.array(
    z.object({
      index: z.int(),
      status: z.enum(["accepted", "duplicate", "rejected"]),
      signalId: z.string().optional(),
      caseKey: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
});

/** RFC 8935, 2.4. */
export const RefusedSetAnswer = z.object({
  err: z.enum(setErrors),
  description: z.string(),
});

export const SealedEntriesAnswer = z.object({
  size: z.int(),
  items: z.array(
    z.object({
      index: z.int(),
      leaf: z.base64(),
      hash: Hash,
      caseKey: z.string().nullable(),
      caseSeq: z.int(),
    }),
  ),
});

export const KeysAnswer = z.object({ origin: z.string(), keys: z.array(z.string()) });

export const ReadinessAnswer = z.object({
  ready: z.boolean(),
  fourEyesEnforced: z.literal(true),
  execution: z.enum(["running", "paused"]).nullable(),
  parts: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});

/** An RFC 9457 answer. */
export const ProblemAnswer = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  code: z.string().describe("Stable for programs; the words may change."),
  detail: z.string(),
  workflowId: z.string().optional(),
  ref: z.string().optional().describe("Id of the log line, where the fault is the console's own."),
});
