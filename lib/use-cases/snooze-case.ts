import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isOpen } from "#lib/domain/request.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { changeCase } from "./change-case.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

const longestMs = 90 * 24 * 3_600_000;

/**
 * Puts a case aside until a time, or until a signal of at least a severity. Signals that come meanwhile are recorded in
 * it. Throws `role_missing`, `not_found`, `case_closed`, `case_has_open_request`, `invalid_input`.
 */
export async function snoozeCase(
  services: Services,
  actor: Actor,
  input: { caseKey: string; until: Date; wakeAt: Severity },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "work_case");
  const now = services.clock.now();
  if (input.until <= now || input.until.getTime() - now.getTime() > longestMs) {
    throw new DomainError("invalid_input", {
      problem: "A case can be snoozed until a time within the next 90 days.",
    });
  }
  return changeCase(services, person, input.caseKey, async (before, about) => {
    await requireNoOpenRequest(services, before.id);
    const until = input.until.toISOString();
    return {
      after: { ...before, snoozedUntil: input.until, snoozeSeverity: input.wakeAt },
      entries: [
        {
          type: "case.changed",
          ...about,
          before: before.snoozedUntil === null ? "awake" : "snoozed",
          after: "snoozed",
          facts: { what: "snooze", step: "snoozed", until, severity: input.wakeAt },
        },
      ],
    };
  });
}

/** A person wants to see a snoozed case again now. */
export async function wakeCase(
  services: Services,
  actor: Actor,
  input: { caseKey: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "work_case");
  return changeCase(services, person, input.caseKey, (before, about) => {
    if (before.snoozedUntil === null) return { entries: [] };
    const facts = { what: "snooze", step: "woke", by: "person" };
    return {
      after: { ...before, snoozedUntil: null, snoozeSeverity: null },
      entries: [{ type: "case.changed", ...about, before: "snoozed", after: "awake", facts }],
    };
  });
}

const wokenAtOnce = 100;

/** Wakes the cases whose time has come. Returns how many. */
export async function wakeCases(services: Services): Promise<number> {
  const { stores, clock, directory } = services;
  const due = await stores.cases.dueToWake(clock.now(), wokenAtOnce);
  for (const { key } of due) {
    await retryOnConflict(async () => {
      const found = await stores.cases.byKey(key);
      const now = clock.now();
      if (!found || found.status === "closed" || found.snoozedUntil === null || found.snoozedUntil > now)
        return;
      const awake = { ...found, snoozedUntil: null, snoozeSeverity: null, updatedAt: now };
      await stores.commit([
        ...stores.cases.update(found, awake),
        ...(await appendEntries(services, makeSystemActor("clock"), key, [
          {
            type: "case.changed",
            workflowId: found.workflowId,
            subject: { account: directory.host.accountId, userId: found.subjectId },
            before: "snoozed",
            after: "awake",
            facts: { what: "snooze", step: "woke", by: "date" },
          },
        ])),
      ]);
    });
    services.hints.publish({ kind: "case", key });
  }
  return due.length;
}

/** What a request rests on stays where it is until the request is over. */
export async function requireNoOpenRequest({ stores }: Services, caseId: string): Promise<void> {
  const requests = await stores.requests.ofCase(caseId);
  const open = requests.find(({ status }) => isOpen(status) || status === "proposed");
  if (open) throw new DomainError("case_has_open_request", { request: open.key });
}
