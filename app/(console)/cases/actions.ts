"use server";

import { z } from "zod";

import { Severity } from "#lib/domain/severity.ts";
import { SignalKind } from "#lib/domain/signal-kind.ts";
import { action } from "#lib/server/action.ts";
import { linkSignal } from "#lib/use-cases/link-signal.ts";
import { reportSignal } from "#lib/use-cases/report-signal.ts";

export const reportCase = action(
  z.strictObject({
    subjectUserId: z.string().min(1).max(200),
    how: z.enum(["phone", "chat", "in_person", "mail", "other"]),
    what: z.string().max(4_000),
    severity: Severity,
    kind: SignalKind.optional(),
    idempotencyKey: z.string().min(16).max(64),
  }),
  ({ actor, input, services }) => reportSignal(services, actor, input),
);

export const linkUnlinked = action(
  z.strictObject({
    signalId: z.string().min(1).max(100),
    userId: z.string().min(1).max(200),
    remember: z.boolean().optional(),
  }),
  ({ actor, input, services }) => linkSignal(services, actor, input),
);
