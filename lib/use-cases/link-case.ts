import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";
import { linkSubject } from "./filing/link-subject.ts";
import { linkableSubject } from "./filing/place-signal.ts";

/**
 * A person says who the subject of a case is that isn't linked: from now on its key means that person. Where they have
 * an open case, the signals go there. Throws `role_missing`, `not_found`, `subject_unknown`, `invalid_input`.
 */
export async function linkCase(
  services: Services,
  actor: Actor,
  input: { caseKey: string; userId: string },
): Promise<{ caseKey: string }> {
  requirePerson(actor, "work_case");
  const found = await services.stores.cases.byKey(input.caseKey);
  if (!found) throw new DomainError("not_found", { what: `case ${input.caseKey}` });
  if (!isUnlinkedId(found.subjectId)) {
    throw new DomainError("invalid_input", { problem: "The case is linked to somebody already." });
  }
  const subject = await linkableSubject(services, input.userId);
  const { caseKey } = await linkSubject(services, actor, {
    unlinkedId: found.subjectId,
    userId: subject.userId,
  });
  return { caseKey: caseKey ?? found.key };
}
