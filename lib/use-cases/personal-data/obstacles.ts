import { DomainError } from "#lib/domain/errors.ts";
import type { ErasureRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Whose } from "./concerned.ts";

/**
 * Why this person's data can't be erased now, or null: work is open, a hold stands, the account isn't disabled, or
 * nothing is left. The button and the refusal use the same answer.
 */
export async function erasureObstacle(
  { stores }: Pick<Services, "stores">,
  whose: Whose,
): Promise<DomainError | null> {
  return whose.kind === "subject"
    ? subjectObstacle({ stores }, whose.subjectRef)
    : personObstacle({ stores }, whose.subjectRef);
}

async function subjectObstacle(
  { stores }: Pick<Services, "stores">,
  userId: string,
): Promise<DomainError | null> {
  const subject = await stores.subjects.byId(userId);
  if (!subject) return new DomainError("not_found", { what: "person with this id in 1Password" });
  const { openCases, openRequests, holds } = await stores.personalData.subjectObstacles(userId);
  const [hold] = holds;
  if (hold) return new DomainError("legal_hold", { what: hold.caseKey ?? "everything about this person" });
  const open = [...openRequests, ...openCases];
  if (open.length > 0) return new DomainError("work_open", { what: open.slice(0, 5).join(", ") });
  if (subject.erasedAt === null) return null;
  const { keys } = await stores.personalData.subjectScope(subject, { linkedOnly: true });
  return keys.length > 0
    ? null
    : new DomainError("already_erased", { at: subject.erasedAt.toISOString().slice(0, 10) });
}

async function personObstacle(
  { stores }: Pick<Services, "stores">,
  personId: string,
): Promise<DomainError | null> {
  const accounts = await accountsOf({ stores }, personId);
  if (accounts.length === 0) return new DomainError("not_found", { what: "former member" });
  if (accounts.some(({ disabledAt }) => disabledAt === null)) return new DomainError("still_member");
  const { openRequests } = await stores.personalData.personObstacles(accounts.map(({ id }) => id));
  if (openRequests.length > 0) {
    return new DomainError("work_open", { what: openRequests.slice(0, 5).join(", ") });
  }
  if (accounts.some(({ email }) => email !== "")) return null;
  const [newest] = (await stores.personalData.erasuresOf("person", personId)).filter(isDone);
  return new DomainError("already_erased", { at: newest?.decidedAt?.toISOString().slice(0, 10) ?? "" });
}

function isDone({ status }: ErasureRecord): boolean {
  return status === "done";
}

/** Every account of the person whom this account belongs to. */
export async function accountsOf({ stores }: Pick<Services, "stores">, personId: string) {
  const members = await stores.people.members();
  const owner = members.find(({ id }) => id === personId);
  const kept = owner?.linkedToPersonId ?? personId;
  return members.filter(({ id, linkedToPersonId }) => id === kept || linkedToPersonId === kept);
}
