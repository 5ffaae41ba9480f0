import type { PersonActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/** What a person's act makes of a case. No entries: there is nothing to do. */
export interface Change {
  after?: CaseRecord;
  entries: EntryDraft[];
  also?: Statement[];
}

/** Changes an open case and writes down that it was changed, in one commit. Throws `not_found`, `case_closed`. */
export async function changeCase(
  services: Services,
  actor: PersonActor,
  caseKey: string,
  change: (before: CaseRecord, about: Pick<EntryDraft, "workflowId" | "subject">) => Change | Promise<Change>,
): Promise<{ key: string }> {
  const { stores } = services;
  await retryOnConflict(async () => {
    const before = await stores.cases.byKey(caseKey);
    if (!before) throw new DomainError("not_found", { what: `case ${caseKey}` });
    if (before.status === "closed") throw new DomainError("case_closed");
    const about = {
      workflowId: before.workflowId,
      subject: { account: services.directory.host.accountId, userId: before.subjectId },
    };
    const { after, entries, also = [] } = await change(before, about);
    if (entries.length === 0) return;
    await stores.commit([
      ...also,
      ...stores.cases.update(before, { ...(after ?? before), updatedAt: services.clock.now() }),
      ...(await appendEntries(services, actor, caseKey, entries)),
    ]);
  });
  services.hints.publish({ kind: "case", key: caseKey });
  return { key: caseKey };
}

/** A person's words about a case, encrypted under its subject's key. */
export function quote(services: Services, found: CaseRecord, field: string, text: string) {
  return { field, holder: subjectHolder(services.directory.host.accountId, found.subjectId), text };
}
