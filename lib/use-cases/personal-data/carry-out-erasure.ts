import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { erasedWord } from "#lib/domain/erased-word.ts";
import type { ErasureReceipt } from "#lib/domain/personal-data.ts";
import type { ErasureRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { erasureHolder } from "./ask-erasure.ts";
import { accountsOf, erasureObstacle } from "./obstacles.ts";
import { readRetention } from "./retention-settings.ts";
import { sweepDue } from "./sweep-traces.ts";

const dayMs = 24 * 3_600_000;

type Receipt = Omit<ErasureReceipt, "erasedAt" | "backupsUntil" | "packages">;

/**
 * Erases in one commit: keys, rows, receipt and entry together or nothing. `keepsDirectory` where only the retention
 * of old cases is over and the person goes on being one of the account. Throws what stands in the way, and `Conflict`.
 */
export async function carryOutErasure(
  services: Services,
  actor: Actor,
  { record, keepsDirectory }: { record: ErasureRecord; keepsDirectory: boolean },
): Promise<void> {
  const { stores, clock } = services;
  const obstacle = await erasureObstacle(services, record);
  if (obstacle) throw obstacle;
  // Where there never was a key one is made, so that its destruction stops whoever is about to write.
  await stores.keys.forHolder(erasureHolder(record));
  const now = clock.now();
  const { backupDays } = await readRetention(services);
  const { told, statements } =
    record.kind === "subject"
      ? await subjectErasure(services, record, { at: now, keepsDirectory })
      : await personErasure(services, record, now);
  const receipt: ErasureReceipt = {
    ...told,
    erasedAt: now.toISOString(),
    backupsUntil: new Date(now.getTime() + backupDays * dayMs).toISOString(),
    packages: await stores.log.exportsAbout(told.cases),
  };
  const done: ErasureRecord = {
    ...record,
    status: "done",
    reason: erasedWord,
    decidedByPersonId: actor.kind === "person" ? actor.personId : null,
    decidedAt: now,
    receipt: JSON.stringify(receipt),
  };
  await stores.commit([
    ...statements,
    record.askedByPersonId === null
      ? stores.personalData.insertErasure(done)
      : stores.personalData.updateErasure(record, done),
    ...(await sweepDue(services)),
    ...(await appendEntries(services, actor, installationChain, [receiptEntry(record, receipt)])),
  ]);
}

async function subjectErasure(
  { stores }: Services,
  record: ErasureRecord,
  { at, keepsDirectory }: { at: Date; keepsDirectory: boolean },
): Promise<{ told: Receipt; statements: Statement[] }> {
  const userId = record.subjectRef;
  const subject = await stores.subjects.byId(userId);
  if (!subject) throw new DomainError("not_found", { what: "person with this id in 1Password" });
  // The retention of old cases says nothing about what came lately and is linked to nobody.
  const scope = await stores.personalData.subjectScope(subject, { linkedOnly: keepsDirectory });
  return {
    told: {
      rows: counted({
        "directory entry": keepsDirectory || subject.erasedAt !== null ? 0 : 1,
        cases: scope.caseKeys.length,
        notes: scope.noteIds.length,
        requests: scope.requestKeys.length,
        votes: scope.votes,
        signals: scope.signalIds.length,
        "shared raw bodies": scope.sharedSignals.length,
        "dead letters": scope.deadLetterIds.length,
        notices: scope.notices,
        "account events": scope.accountEvents,
        "rows of the people file": scope.profileKeys.length,
        keys: scope.keys.length,
      }),
      keys: scope.keys.map(({ kid }) => kid),
      requests: scope.requestKeys,
      cases: scope.caseKeys,
    },
    statements: [
      stores.personalData.lockSubject(userId),
      stores.personalData.requireErasable(userId),
      ...stores.personalData.eraseSubject({
        userId,
        email: keepsDirectory ? "" : subject.email,
        scope,
        at,
        keepsDirectory,
      }),
    ],
  };
}

async function personErasure(
  services: Services,
  record: ErasureRecord,
  at: Date,
): Promise<{ told: Receipt; statements: Statement[] }> {
  const { personalData } = services.stores;
  const accounts = await accountsOf(services, record.subjectRef);
  const accountIds = accounts.map(({ id }) => id);
  const names = [...new Set(accounts.map(({ name }) => name))].filter((name) => name.length > 2);
  const scope = await personalData.personScope(accountIds, names);
  return {
    told: {
      rows: counted({
        accounts: accounts.length,
        identities: scope.identities,
        sessions: scope.sessions,
        notices: scope.notices,
        "links between accounts": scope.links,
        keys: scope.keys.length,
      }),
      keys: scope.keys.map(({ kid }) => kid),
      requests: [],
      cases: [],
    },
    statements: personalData.erasePerson({ accountIds, names, scope, at }),
  };
}

function counted(rows: Record<string, number>): [string, number][] {
  return Object.entries(rows).filter(([, count]) => count > 0);
}

function receiptEntry(record: ErasureRecord, receipt: ErasureReceipt): EntryDraft {
  const { id, kind, ground, subjectRef } = record;
  return {
    type: "subject.key_destroyed",
    subject: kind === "subject" ? { account: record.accountId, userId: subjectRef } : null,
    facts: {
      erasure: id,
      kind,
      ground,
      by: record.askedByPersonId === null ? "retention" : "two people",
      ...(record.askedByPersonId !== null && { askedBy: record.askedByPersonId }),
      ...(kind === "person" && { person: subjectRef }),
      rows: receipt.rows.map(([what, count]) => `${count} ${what}`).join(", "),
      // The verifier takes a blank request for erased, and for nothing else, where it is named here.
      requests: receipt.requests.join(" "),
      backupsUntil: receipt.backupsUntil,
      packages: String(receipt.packages),
    },
  };
}
