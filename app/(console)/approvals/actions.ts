"use server";

import { z } from "zod";

import { CauseMark } from "#lib/domain/cause-mark.ts";
import { Checklist } from "#lib/domain/checklist.ts";
import { actions } from "#lib/domain/directory.ts";
import { NamedContact } from "#lib/domain/named-contact.ts";
import { NarrowerAnswer } from "#lib/domain/narrower-steps.ts";
import { action } from "#lib/server/action.ts";
import * as adopt from "#lib/use-cases/adopt-proposal.ts";
import * as comment from "#lib/use-cases/comment-request.ts";
import * as decide from "#lib/use-cases/decide-request.ts";
import * as dismiss from "#lib/use-cases/dismiss-proposal.ts";
import * as freeze from "#lib/use-cases/freeze.ts";
import * as request from "#lib/use-cases/request-action.ts";
import * as settle from "#lib/use-cases/settle-request.ts";
import * as page from "#lib/use-cases/webhooks/page-approvers.ts";
import * as withdraw from "#lib/use-cases/withdraw-request.ts";

const key = z.string().min(1).max(40);
const reason = z.string().max(8_000);
const idempotencyKey = z.string().min(8).max(100);

export const requestAction = action(
  z.object({
    caseKey: key,
    action: z.enum(actions),
    reason,
    causes: z.array(z.string().max(100)).max(50),
    idempotencyKey,
    reviewBy: z.iso
      .datetime()
      .transform((text) => new Date(text))
      .optional(),
    checklist: Checklist.optional(),
    marks: z.array(CauseMark).max(50).optional(),
    narrower: NarrowerAnswer.optional(),
    named: NamedContact.optional(),
    adopts: key.optional(),
  }),
  ({ actor, input: { adopts, ...input }, services }) =>
    adopts === undefined
      ? request.requestAction(services, actor, input)
      : adopt.adoptProposal(services, actor, { ...input, requestKey: adopts }),
);

export const dismissProposal = action(z.object({ requestKey: key, reason }), ({ actor, input, services }) =>
  dismiss.dismissProposal(services, actor, input),
);

export const pageApprovers = action(z.object({ requestKey: key }), ({ actor, input, services }) =>
  page.pageApprovers(services, actor, input),
);

export const decideRequest = action(
  z.object({
    requestKey: key,
    decision: z.enum(["approve", "deny"]),
    reason,
    digest: z.string().max(100),
    version: z.int(),
  }),
  ({ actor, input, services }) => decide.decideRequest(services, actor, input),
);

export const withdrawRequest = action(z.object({ requestKey: key, reason }), ({ actor, input, services }) =>
  withdraw.withdrawRequest(services, actor, input),
);

export const commentRequest = action(
  z.object({ requestKey: key, text: reason, idempotencyKey }),
  ({ actor, input, services }) => comment.commentRequest(services, actor, input),
);

export const settleRequest = action(z.object({ requestKey: key, reason }), ({ actor, input, services }) =>
  settle.settleRequest(services, actor, input),
);

export const liftFreeze = action(
  z.object({ personId: z.string().max(100), reason }),
  ({ actor, input, services }) => freeze.liftFreeze(services, actor, input),
);
