import { and, eq, inArray, isNull, notInArray, type SQL, sql } from "drizzle-orm";
import { erasedWord } from "#lib/domain/personal-data.ts";
import type { BlankTexts, ErasureScope, PersonalDataStore } from "#lib/ports/personal-data-store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { nobodySaid } from "./nobody-said.ts";
import { namesOneOf } from "./names-one-of.ts";

type ErasedRows = Pick<PersonalDataStore, "subjectScope" | "eraseSubject">;

/** Blanks what is readable about a person of the 1Password account. Which column becomes what: decision 16. */
export function createErasedRows(client: Client): ErasedRows {
  const { db, schema } = client;
  const { cases, request, signal, note, vote, notice, holderKey } = schema;
  const { id, title, description, alertId, nativeId, url } = signal;
  const sharedColumns = { id, title, description, alertId, nativeId, url };
  const count = async (table: typeof vote | typeof notice, where: SQL | undefined): Promise<number> => {
    const rows = await db
      .select({ count: sql<number>`count(*)` })
      .from(table)
      .where(where);
    return Number(rows[0]?.count ?? 0);
  };

  return {
    subjectScope: async ({ accountId, userId, email, name }, { linkedOnly } = { linkedOnly: false }) => {
      const [ownCases, requests, linked, unlinked, letters] = await Promise.all([
        db
          .select({ id: cases.id, key: cases.key, workflowId: cases.workflowId })
          .from(cases)
          .where(eq(cases.subjectId, userId)),
        db
          .select({ id: request.id, key: request.key, outcome: request.outcome })
          .from(request)
          .where(eq(request.subjectId, userId)),
        db
          .select({ id: signal.id, rawSha256: signal.rawSha256 })
          .from(signal)
          .where(eq(signal.subjectId, userId)),
        db
          .select({ id: signal.id, said: signal.subject, rawSha256: signal.rawSha256 })
          .from(signal)
          .where(isNull(signal.caseId)),
        db.select().from(schema.deadLetter),
      ]);
      const needles = linkedOnly ? [] : [userId, email].filter((text) => text !== "");
      const naming = unlinked.filter(({ said }) => namesOneOf(needles, said));
      const own = [...linked, ...naming];
      const ownIds = own.map(({ id }) => id);
      const shared = await inParts([...new Set(own.map(({ rawSha256 }) => rawSha256))], (hashes) =>
        db.select(sharedColumns).from(signal).where(inArray(signal.rawSha256, hashes)),
      );
      const notes = await inParts(
        ownCases.map(({ id }) => id),
        (ids) => db.select({ id: note.id }).from(note).where(inArray(note.caseId, ids)),
      );
      const holders = [`subject:${accountId}/${userId}`, ...ownIds.map((id) => `signal:${id}`)];
      const keys = await inParts(holders, (some) =>
        db
          .select({ kid: holderKey.kid, holder: holderKey.holder })
          .from(holderKey)
          .where(inArray(holderKey.holder, some)),
      );
      const isOwn = new Set(ownIds);
      return {
        caseKeys: ownCases.map(({ key }) => key),
        workflowIds: ownCases.map(({ workflowId }) => workflowId),
        requestKeys: requests.map(({ key }) => key),
        outcomes: requests.flatMap(({ id, outcome }) =>
          outcome === null ? [] : [{ requestId: id, erased: withoutMessage(outcome) }],
        ),
        signalIds: ownIds,
        sharedSignals: shared
          .filter(({ id }) => !isOwn.has(id))
          .map(({ id, ...texts }) => ({ id, blank: blankWhereNamed([userId, email, name], texts) })),
        deadLetterIds: letters
          .filter(({ raw }) => namesOneOf(needles, raw.toString("utf8")))
          .map(({ id }) => id),
        noteIds: notes.map(({ id }) => id),
        keys,
        votes: await count(
          vote,
          sql`${vote.requestId} in (select ${request.id} from ${request} where ${request.subjectId} = ${userId})`,
        ),
        notices: await count(notice, noticesOf(client, userId)),
      };
    },
    eraseSubject: ({ userId, email, scope, at, keepsDirectory }) => [
      ...destroyKeys(client, scope.keys, at),
      ...(keepsDirectory ? [] : [eraseDirectoryRow(client, userId, at)]),
      ...eraseCases(client, userId, { scope, email }),
      ...eraseRequests(client, userId, scope),
      ...eraseSignals(client, scope, at),
      ...eraseAround(client, userId, scope),
    ],
  };
}

/** A key goes for good; that there was one stays. */
export function destroyKeys(
  { schema }: Client,
  keys: readonly { kid: string; holder: string }[],
  at: Date,
): Statement[] {
  const { holderKey, destroyedKey } = schema;
  return keys.flatMap(({ kid, holder }) => [
    guarded("holder key", (tx) => tx.delete(holderKey).where(eq(holderKey.kid, kid))),
    guarded("destroyed key", (tx) => tx.insert(destroyedKey).values({ kid, holder, destroyedAt: at })),
  ]);
}

function eraseDirectoryRow({ schema }: Client, userId: string, at: Date): Statement {
  const { subject } = schema;
  const blank = { email: "", emailKey: "", name: erasedWord, search: "", state: "UNKNOWN", rawState: "" };
  return guarded("subject", (tx) =>
    tx
      .update(subject)
      .set({ ...blank, erasedAt: at })
      .where(eq(subject.userId, userId)),
  );
}

function casesOf({ schema }: Client, userId: string): SQL {
  const { cases } = schema;
  return sql`(select ${cases.id} from ${cases} where ${cases.subjectId} = ${userId})`;
}

function requestsOf({ schema }: Client, userId: string): SQL {
  const { request } = schema;
  return sql`(select ${request.id} from ${request} where ${request.subjectId} = ${userId})`;
}

function noticesOf({ schema }: Client, userId: string): SQL {
  const { notice, cases } = schema;
  return sql`${notice.caseKey} in (select ${cases.key} from ${cases} where ${cases.subjectId} = ${userId})`;
}

function eraseCases(
  client: Client,
  userId: string,
  { scope, email }: { scope: ErasureScope; email: string },
): Statement[] {
  // A case stays findable by its own ids, and by the id in 1Password.
  const kept = [...scope.caseKeys, ...scope.workflowIds, userId].map((term) => term.toLowerCase());
  const { cases, caseTerm, note } = client.schema;
  return [
    unguarded((tx) =>
      tx
        .update(cases)
        .set({
          title: erasedWord,
          newestSignalTitle: erasedWord,
          closeReason: sql`case when ${cases.closeReason} is null then null else ${erasedWord} end`,
          version: sql`${cases.version} + 1`,
        })
        .where(eq(cases.subjectId, userId)),
    ),
    unguarded((tx) =>
      tx
        .delete(caseTerm)
        .where(and(sql`${caseTerm.caseId} in ${casesOf(client, userId)}`, notInArray(caseTerm.term, kept))),
    ),
    // Other cases are found by this address no more.
    ...(email === ""
      ? []
      : [
          unguarded((tx) =>
            tx
              .delete(caseTerm)
              .where(sql`${caseTerm.term} like ${anywhere(email.toLowerCase())} escape '\\'`),
          ),
        ]),
    unguarded((tx) =>
      tx
        .update(note)
        .set({ text: erasedWord })
        .where(sql`${note.caseId} in ${casesOf(client, userId)}`),
    ),
  ];
}

/** What came of a request stays; the sentence about it may quote 1Password on the person. */
function withoutMessage(outcome: string): string {
  return JSON.stringify({ ...(JSON.parse(outcome) as object), message: erasedWord });
}

function eraseRequests(client: Client, userId: string, scope: ErasureScope): Statement[] {
  const { request, vote, attempt, review, freezeLift } = client.schema;
  return [
    unguarded((tx) =>
      tx
        .update(request)
        .set({
          reason: erasedWord,
          payload: Buffer.alloc(0),
          snapshotEmail: "",
          snapshotEmailKey: "",
          snapshotName: erasedWord,
          staleDifference: sql`case when ${request.staleDifference} is null then null else ${erasedWord} end`,
          version: sql`${request.version} + 1`,
        })
        .where(eq(request.subjectId, userId)),
    ),
    ...scope.outcomes.map(({ requestId, erased }) =>
      unguarded((tx) => tx.update(request).set({ outcome: erased }).where(eq(request.id, requestId))),
    ),
    unguarded((tx) =>
      tx
        .update(vote)
        .set({ reason: erasedWord })
        .where(sql`${vote.requestId} in ${requestsOf(client, userId)}`),
    ),
    unguarded((tx) =>
      tx
        .update(attempt)
        .set({
          answerMessage: sql`case when ${attempt.answerMessage} is null then null else ${erasedWord} end`,
        })
        .where(sql`${attempt.requestId} in ${requestsOf(client, userId)}`),
    ),
    unguarded((tx) =>
      tx
        .update(review)
        .set({
          ticket: sql`case when ${review.ticket} is null then null else ${erasedWord} end`,
          askedReason: sql`case when ${review.askedReason} is null then null else ${erasedWord} end`,
          version: sql`${review.version} + 1`,
        })
        .where(eq(review.subjectId, userId)),
    ),
    unguarded((tx) =>
      tx
        .update(freezeLift)
        .set({ reason: erasedWord })
        .where(sql`${freezeLift.requestId} in ${requestsOf(client, userId)}`),
    ),
  ];
}

/** Texts of a signal about somebody else, blank where they name this person. */
function blankWhereNamed(
  needles: readonly string[],
  texts: Record<keyof BlankTexts, string | null>,
): BlankTexts {
  const real = needles.filter((text) => text.length > 2 && text !== erasedWord);
  const blank: BlankTexts = {};
  for (const name of ["description", "alertId", "nativeId", "url"] as const) {
    if (namesOneOf(real, texts[name] ?? "")) blank[name] = null;
  }
  if (namesOneOf(real, texts.title ?? "")) blank.title = erasedWord;
  return blank;
}

function eraseSignals(client: Client, scope: ErasureScope, at: Date): Statement[] {
  const { signal, deadLetter } = client.schema;
  return [
    ...parts(scope.signalIds).map((ids) =>
      unguarded((tx) =>
        tx
          .update(signal)
          .set({
            title: erasedWord,
            nativeId: null,
            alertId: null,
            subject: nobodySaid,
            ip: null,
            url: null,
            description: null,
            fingerprint: sql`'erased:' || ${signal.id}`,
            raw: Buffer.alloc(0),
            rawGoneAt: at,
          })
          .where(inArray(signal.id, ids)),
      ),
    ),
    ...scope.sharedSignals.map(({ id, blank }) =>
      unguarded((tx) =>
        tx
          .update(signal)
          .set({ ...blank, raw: Buffer.alloc(0), rawGoneAt: at })
          .where(eq(signal.id, id)),
      ),
    ),
    ...parts(scope.deadLetterIds).map((ids) =>
      unguarded((tx) => tx.delete(deadLetter).where(inArray(deadLetter.id, ids))),
    ),
  ];
}

function eraseAround(client: Client, userId: string, scope: ErasureScope): Statement[] {
  const { notice, idempotency, legalHold, erasure } = client.schema;
  return [
    unguarded((tx) => tx.delete(notice).where(noticesOf(client, userId))),
    ...parts([...scope.requestKeys, ...scope.noteIds]).map((answers) =>
      unguarded((tx) => tx.delete(idempotency).where(inArray(idempotency.answer, answers))),
    ),
    unguarded((tx) =>
      tx
        .update(legalHold)
        .set({
          reason: erasedWord,
          endReason: sql`case when ${legalHold.endReason} is null then null else ${erasedWord} end`,
        })
        .where(eq(legalHold.subjectId, userId)),
    ),
    unguarded((tx) =>
      tx
        .update(erasure)
        .set({ reason: erasedWord })
        .where(and(eq(erasure.kind, "subject"), eq(erasure.subjectRef, userId))),
    ),
  ];
}

/** A pattern of LIKE, escaped by a backslash. */
export function anywhere(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/** Databases bind a bounded number of values at once. */
export function parts<T>(all: readonly T[], size = 200): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

async function inParts<T, R>(all: readonly T[], find: (some: T[]) => Promise<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (const some of parts(all)) found.push(...(await find(some)));
  return found;
}
