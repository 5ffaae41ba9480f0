import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { ReplayOutcome } from "#lib/domain/views/source-view.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { findTraceparent } from "#lib/adapters/signals/read-traceparent.ts";
import { type BodyEvent, splitBody } from "#lib/adapters/signals/split-body.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { loadLetter } from "#lib/use-cases/sources/dead-letters.ts";
import { Conflict } from "#lib/ports/store.ts";
import { readForSource, termsOf } from "./read-for-source.ts";

/** More are for another press: somebody waits for the answer. */
const atOnce = 2_000;
const perPage = 200;

/**
 * Reads dead letters again, as their source's mapping now says, and files what can be read in the normal way. A letter
 * goes when all of it was filed; of one that is readable in part the rest stays, as letters of their own. Filing comes
 * before the removal: what breaks off is a duplicate at the next try, and nothing is lost.
 */
export async function replayDeadLetters(
  services: Services,
  actor: Actor,
  input: { ids: readonly string[] } | { source: string },
): Promise<ReplayOutcome> {
  requirePerson(actor, "change_settings");
  const ids = "ids" in input ? input.ids : await idsOf(services, input.source);
  const outcome: ReplayOutcome = { filed: 0, still: [], caseKeys: [], signals: 0 };
  // The oldest first, as they came.
  for (const id of ids.toReversed()) {
    const one = await replayLetter(services, actor, id);
    if ("reason" in one) outcome.still.push({ id, reason: one.reason });
    else {
      outcome.filed += 1;
      outcome.signals += one.signals;
      outcome.caseKeys = [...new Set([...outcome.caseKeys, ...one.caseKeys])];
    }
  }
  services.hints.publish({ kind: "settings" });
  return outcome;
}

/** The newest first. Those that nothing can read must not stand before the others for ever. */
async function idsOf({ stores }: Services, source: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof stores.signals.deadLetters>> = await stores.signals.deadLetters({
      source,
      limit: perPage,
      cursor,
    });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && ids.length < atOnce);
  return ids;
}

async function replayLetter(
  services: Services,
  actor: Actor,
  id: string,
): Promise<{ reason: string } | { signals: number; caseKeys: string[] }> {
  const { stores } = services;
  const letter = await loadLetter(services, id);
  const source = await stores.sources.byName(letter.source);
  if (!source) throw new DomainError("not_found", { what: `source ${letter.source} any more` });
  const { filed, unread } = await fileReadable(services, actor, { letter, source });
  if (filed.length === 0) return { reason: unread[0]?.reason ?? letter.reason };
  const caseKeys = [...new Set(filed.flatMap(({ caseKey }) => (caseKey === null ? [] : [caseKey])))];
  try {
    await stores.commit([
      stores.signals.deleteDeadLetter(id),
      ...unread.map((rest) =>
        stores.signals.insertDeadLetter({
          id: services.ids.next(),
          source: letter.source,
          receivedAt: letter.receivedAt,
          signature: letter.signature,
          ...rest,
        }),
      ),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          cause: { signals: filed.map(({ signalId }) => signalId), policy: null },
          facts: {
            name: `source ${letter.source}`,
            what: "dead letter replayed",
            letter: id,
            reason: letter.reason,
            signals: String(filed.length),
          },
        },
      ])),
    ]);
  } catch (error) {
    // Somebody else replayed it: their filing and ours are the same signals.
    if (!(error instanceof Conflict)) throw error;
    if (await stores.signals.deadLetter(id)) throw new DomainError("changed_meanwhile");
  }
  return { signals: filed.length, caseKeys };
}

type Letter = Awaited<ReturnType<typeof loadLetter>>;

async function fileReadable(
  services: Services,
  actor: Actor,
  { letter, source }: { letter: Letter; source: SourceRecord },
) {
  const terms = await termsOf(services, source);
  const filed: { signalId: string; caseKey: string | null }[] = [];
  const unread: { reason: string; raw: Uint8Array }[] = [];
  for (const one of eventsOf(letter.raw)) {
    const read = readForSource(one, { source, terms, receivedAt: letter.receivedAt });
    if (read.rejected !== null) {
      unread.push({ reason: read.rejected, raw: one.raw });
      continue;
    }
    for (const signal of read.signals) {
      const delivery = {
        source: letter.source,
        receivedAt: letter.receivedAt,
        traceparent: findTraceparent(read.event),
        signature: letter.signature,
        raw: one.raw,
      };
      const { signalId, caseKey } = await fileSignal(services, actor, { signal, delivery });
      filed.push({ signalId, caseKey });
    }
  }
  return { filed, unread };
}

/** A letter is one event, or a whole body that came under a known id. */
function eventsOf(raw: Uint8Array): BodyEvent[] {
  const split = splitBody(raw);
  return split.ok && split.events.length > 0 ? split.events : [{ raw, event: null, rejected: "not_json" }];
}
