import { makeSystemActor } from "#lib/domain/actor.ts";
import { eventDays } from "#lib/domain/account-event.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { monthsBefore } from "#lib/domain/personal-data.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { DueCase, ErasureRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { Conflict } from "#lib/ports/store.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { carryOutErasure } from "./carry-out-erasure.ts";
import { readRetention } from "./retention-settings.ts";
import { sweepTraces } from "./sweep-traces.ts";

const casesAtOnce = 50;
const rowsAtOnce = 200;
const eventsAtOnce = 2_000;
const dayMs = 24 * 3_600_000;
const clock = makeSystemActor("clock");

/**
 * Deletes what is kept longer than the settings say, a bounded part at a time; what is open or under a hold stays.
 * Each deletion is an entry with the number and the digest of what went. Gives whether more may be due.
 */
export async function applyRetention(services: Services): Promise<{ more: boolean }> {
  const { personalData } = services.stores;
  const settings = await readRetention(services);
  const since = (months: number) => monthsBefore(services.clock.now(), months);
  const bodies = await personalData.casesWithDueBodies(since(settings.rawSignalMonths), casesAtOnce);
  for (const due of bodies) {
    await deleteOfCase(services, due, {
      what: "raw_signals",
      statements: (at) => personalData.deleteBodies(idsOf(due.items), at),
    });
  }
  const calls = await personalData.casesWithDueCalls(since(settings.callDetailMonths), casesAtOnce);
  for (const due of calls) {
    await deleteOfCase(services, due, {
      what: "call_details",
      statements: () => personalData.deleteCallDetails([...new Set(idsOf(due.items))]),
    });
  }
  const unlinked = await personalData.dueUnlinked(since(settings.rawSignalMonths), rowsAtOnce);
  await deleteOfNobody(services, "unlinked_signals", unlinked, (at) =>
    personalData.deleteUnlinkedTexts(unlinked, at),
  );
  const letters = await personalData.dueDeadLetters(since(settings.rawSignalMonths), rowsAtOnce);
  await deleteOfNobody(services, "dead_letters", letters, () =>
    personalData.deleteDeadLetters(idsOf(letters)),
  );
  const { events } = services.stores;
  const tooOld = new Date(services.clock.now().getTime() - eventDays * dayMs);
  const dueEvents = await events.due(tooOld, eventsAtOnce);
  await deleteOfNobody(services, "account_events", dueEvents, () => events.delete(dueEvents));
  const profiles = await personalData.dueProfiles(since(settings.subjectKeyMonths), rowsAtOnce);
  await deleteOfNobody(services, "people_file", profiles, () => personalData.deleteProfiles(idsOf(profiles)));
  const keys = await personalData.subjectsWithDueKeys(since(settings.subjectKeyMonths), casesAtOnce);
  for (const subject of keys) await destroyKeyOf(services, subject);
  if (keys.length > 0) await sweepTraces(services);
  const full = [bodies, calls, keys].some(({ length }) => length === casesAtOnce);
  const rest = [unlinked, letters, profiles].some(({ length }) => length === rowsAtOnce);
  return { more: full || rest || dueEvents.length === eventsAtOnce };
}

interface Deletion {
  what: string;
  statements: (at: Date) => Statement[];
}

async function deleteOfCase(services: Services, due: DueCase, deletion: Deletion): Promise<void> {
  if (due.items.length === 0) return;
  const { stores } = services;
  await unlessChanged(async () => {
    await stores.commit([
      stores.personalData.lockSubject(due.subjectId),
      stores.personalData.requireDeletable(due.subjectId, due.caseKey),
      ...deletion.statements(services.clock.now()),
      ...(await appendEntries(services, clock, due.caseKey, [
        {
          ...deleted(deletion.what, due.items),
          workflowId: due.workflowId,
          subject: { account: due.accountId, userId: due.subjectId },
        },
      ])),
    ]);
    services.hints.publish({ kind: "case", key: due.caseKey });
  });
}

async function deleteOfNobody(
  services: Services,
  what: string,
  items: readonly { digest: string }[],
  statements: (at: Date) => Statement[],
): Promise<void> {
  if (items.length === 0) return;
  await unlessChanged(async () =>
    services.stores.commit([
      ...statements(services.clock.now()),
      ...(await appendEntries(services, clock, installationChain, [deleted(what, items)])),
    ]),
  );
}

async function destroyKeyOf(
  services: Services,
  { accountId, userId }: { accountId: string; userId: string },
): Promise<void> {
  const now = services.clock.now();
  const record: ErasureRecord = {
    id: services.ids.next(),
    kind: "subject",
    accountId,
    subjectRef: userId,
    status: "done",
    ground: "retention",
    reason: "",
    askedByPersonId: null,
    askedAt: now,
    expiresAt: now,
    decidedByPersonId: null,
    decidedAt: now,
    receipt: null,
    version: 1,
  };
  await unlessChanged(() => carryOutErasure(services, clock, { record, keepsDirectory: true }));
}

/** Number and digest: SHA-256 over the hex digests of the single items, one a line, in the order of their ids. */
function deleted(what: string, items: readonly { digest: string }[]): EntryDraft {
  const digest = sha256Hex(new TextEncoder().encode(items.map((item) => `${item.digest}\n`).join("")));
  return { type: "data.deleted", facts: { what, count: String(items.length), digest } };
}

function idsOf(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id);
}

/** A case that was opened again, or put under a hold, at the same moment is left for the next round, which won't find it. */
async function unlessChanged(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Conflict) && !(error instanceof DomainError)) throw error;
  }
}
