"use server";

import { z } from "zod";

import { CloseVerdict } from "#lib/domain/case.ts";
import { Severity } from "#lib/domain/severity.ts";
import { action } from "#lib/server/action.ts";
import { detachSignal } from "#lib/use-cases/detach-signal.ts";
import { linkCase } from "#lib/use-cases/link-case.ts";
import { partSubject } from "#lib/use-cases/part-subject.ts";
import * as review from "#lib/use-cases/review-suspension.ts";
import * as snooze from "#lib/use-cases/snooze-case.ts";
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

export const snoozeCase = action(
  z.object({
    caseKey,
    until: z.iso.datetime().transform((date) => new Date(date)),
    wakeAt: Severity,
  }),
  ({ actor, input, services }) => snooze.snoozeCase(services, actor, input),
);

export const wakeCase = action(z.object({ caseKey }), ({ actor, input, services }) =>
  snooze.wakeCase(services, actor, input),
);

export const changeSeverity = action(
  z.object({ caseKey, severity: Severity, reason: text }),
  ({ actor, input, services }) => work.changeSeverity(services, actor, input),
);

export const detachFromCase = action(
  z.object({ signalId: z.string().min(1).max(100), userId: z.string().max(200).nullable(), reason: text }),
  ({ actor, input, services }) => detachSignal(services, actor, input),
);

export const linkToPerson = action(
  z.object({ caseKey, userId: z.string().min(1).max(200) }),
  ({ actor, input, services }) => linkCase(services, actor, input),
);

export const partFromPerson = action(
  z.object({ unlinkedId: z.string().min(1).max(200), reason: text }),
  ({ actor, input, services }) => partSubject(services, actor, input),
);
