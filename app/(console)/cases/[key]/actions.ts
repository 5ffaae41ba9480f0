"use server";

import { z } from "zod";

import { CloseVerdict } from "#lib/domain/case.ts";
import { action } from "#lib/server/action.ts";
import * as review from "#lib/use-cases/review-suspension.ts";
import * as work from "#lib/use-cases/work-case.ts";

const caseKey = z.string().min(1).max(40);
const text = z.string().max(8_000);

export const takeCase = action(z.object({ caseKey }), ({ actor, input, services }) =>
  work.takeCase(services, actor, input),
);

export const assignCase = action(
  z.object({ caseKey, personId: z.string().max(100) }),
  ({ actor, input, services }) => work.assignCase(services, actor, input),
);

export const noteCase = action(
  z.object({ caseKey, text, idempotencyKey: z.string().min(8).max(100) }),
  ({ actor, input, services }) => work.noteCase(services, actor, input),
);

export const closeCase = action(
  z.object({ caseKey, verdict: CloseVerdict, reason: text }),
  ({ actor, input, services }) => work.closeCase(services, actor, input),
);

export const extendReview = action(
  z.object({
    requestKey: caseKey,
    until: z.iso.datetime().transform((date) => new Date(date)),
    reason: text,
  }),
  ({ actor, input, services }) => review.extendReview(services, actor, input),
);

export const handOverReview = action(
  z.object({ requestKey: caseKey, ticket: z.string().max(200), reason: text }),
  ({ actor, input, services }) => review.handOverReview(services, actor, input),
);
