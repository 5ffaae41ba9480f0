import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import type { CloseVerdict } from "#lib/domain/case.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isOpen } from "#lib/domain/request.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";
import { changeCase, quote } from "./change-case.ts";
import { idempotent } from "./idempotent.ts";

/** Takes a case: it becomes one's own, and a new one is in triage from then on. */
export function takeCase(
  services: Services,
  actor: Actor,
  input: { caseKey: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "work_case");
  return giveTo(services, person, input.caseKey, person.personId);
}

/** Gives the case to a member who may work on cases. */
export async function assignCase(
  services: Services,
  actor: Actor,
  input: { caseKey: string; personId: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "work_case");
  const owner = await services.stores.people.byId(input.personId);
  if (!owner || owner.disabledAt !== null || !rolesAllow(owner.roles, "work_case")) {
    throw new DomainError("invalid_input", { problem: "This person doesn't work on cases." });
  }
  return giveTo(services, person, input.caseKey, owner.id);
}

/** Adds a note. The same idempotency key is the same note. */
export async function noteCase(
  services: Services,
  actor: Actor,
  input: { caseKey: string; text: string; idempotencyKey: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "work_case");
  const text = input.text.trim().toWellFormed();
  if (text === "") throw new DomainError("invalid_input", { problem: "The note is empty." });
  return changeCase(services, person, input.caseKey, async (found, about) => {
    const { known, remember } = await idempotent(services, {
      scope: `note:${person.personId}`,
      key: input.idempotencyKey,
      body: { caseKey: input.caseKey, text },
    });
    if (known !== null) return { entries: [] };
    const note = { id: services.ids.next(), caseId: found.id, personId: person.personId, text };
    return {
      entries: [
        {
          type: "case.changed",
          ...about,
          facts: { what: "note" },
          private: [quote(services, found, "note", text)],
        },
      ],
      also: [
        remember(note.id),
        services.stores.cases.insertNote({
          ...note,
          at: services.clock.now(),
          idempotencyKey: input.idempotencyKey,
        }),
      ],
    };
  });
}

/** Closes the case with a verdict. Not while a request is open: its outcome belongs to the verdict. */
export async function closeCase(
  services: Services,
  actor: Actor,
  input: { caseKey: string; verdict: CloseVerdict; reason: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "work_case");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const found = await services.stores.cases.byKey(input.caseKey);
  const requests = found ? await services.stores.requests.ofCase(found.id) : [];
  const open = requests.find((request) => isOpen(request.status) || request.status === "proposed");
  if (open) throw new DomainError("case_has_open_request", { request: open.key });
  return changeCase(services, person, input.caseKey, (before, about) => ({
    after: {
      ...before,
      status: "closed",
      closedAt: services.clock.now(),
      closeVerdict: input.verdict,
      closeReason: reason,
      snoozedUntil: null,
      snoozeSeverity: null,
    },
    entries: [
      {
        type: "case.closed",
        ...about,
        before: before.status,
        after: "closed",
        facts: { verdict: input.verdict },
        private: [quote(services, before, "reason", reason)],
      },
    ],
  }));
}

/** Sets the severity by hand: from then on signals don't change it. */
export async function changeSeverity(
  services: Services,
  actor: Actor,
  input: { caseKey: string; severity: Severity; reason: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "work_case");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  return changeCase(services, person, input.caseKey, (before, about) => ({
    after: { ...before, severity: input.severity, severityByPerson: true },
    entries: [
      {
        type: "case.changed",
        ...about,
        before: before.severity,
        after: input.severity,
        facts: { what: "severity", by: "person" },
        private: [quote(services, before, "reason", reason)],
      },
    ],
  }));
}

function giveTo(
  services: Services,
  actor: PersonActor,
  caseKey: string,
  ownerId: string,
): Promise<{ key: string }> {
  return changeCase(services, actor, caseKey, (before, about) => {
    if (before.ownerPersonId === ownerId) return { entries: [] };
    const fresh = before.status === "new" || before.status === "reopened";
    const entries: EntryDraft[] = [
      {
        type: "case.changed",
        ...about,
        before: before.ownerPersonId,
        after: ownerId,
        facts: { what: "owner" },
      },
    ];
    if (fresh) {
      entries.push({
        type: "case.changed",
        ...about,
        before: before.status,
        after: "triage",
        facts: { what: "status" },
      });
    }
    return {
      after: { ...before, ownerPersonId: ownerId, status: fresh ? "triage" : before.status },
      entries,
    };
  });
}
