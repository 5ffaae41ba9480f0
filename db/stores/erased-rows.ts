import { and, eq, inArray, isNull, notInArray, type SQL, sql } from "drizzle-orm";
import { erasedWord } from "#lib/domain/erased-word.ts";
import type { ErasureScope, PersonalDataStore } from "#lib/ports/personal-data-store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { eraseProfile, profileKeysOf } from "./erased-profiles.ts";
import { blankWhereNamed, eraseSignals } from "./erased-signals.ts";
import { countEvents, eraseEvents } from "./erased-events.ts";
import { countSentEvents, eraseSentEvents } from "./erased-sent-events.ts";
import { anywhere, destroyKeys, inParts, parts } from "./erasing.ts";
import { repeatsOf } from "./erased-repeats.ts";
import { eraseSharedTerms, sharedTerms } from "./erased-terms.ts";
import { namesOneOf } from "./names-one-of.ts";

type ErasedRows = Pick<PersonalDataStore, "subjectScope" | "eraseSubject">;

/** Blanks what is readable about a person of the 1Password account. Which column becomes what: decision 16. */
export function createErasedRows(client: Client): ErasedRows {
  const { db, schema } = client;
  const { subject, cases, request, signal, note, vote, notice, holderKey } = schema;
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
      const [ownSubjects, ownCases, requests, linked, unlinked, letters] = await Promise.all([
        db.select({ id: subject.userId }).from(subject).where(eq(subject.linkedTo, userId)),
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
      const hashesOfOwn = linkedOnly ? [] : [...new Set(own.map(({ rawSha256 }) => rawSha256))];
      const shared = await inParts(hashesOfOwn, (hashes) =>
        db.select(sharedColumns).from(signal).where(inArray(signal.rawSha256, hashes)),
      );
      const notes = await inParts(
        ownCases.map(({ id }) => id),
        (ids) => db.select({ id: note.id }).from(note).where(inArray(note.caseId, ids)),
      );
      const ownSubjectIds = ownSubjects.map(({ id: own }) => own);
      const repeats = await repeatsOf(client, { signalIds: ownIds, hashes: hashesOfOwn, needles });
      const holders = [
        ...[userId, ...ownSubjectIds].map((id) => `subject:${accountId}/${id}`),
        ...ownIds.map((id) => `signal:${id}`),
      ];
      const keys = await inParts(holders, (some) =>
        db
          .select({ kid: holderKey.kid, holder: holderKey.holder })
          .from(holderKey)
          .where(inArray(holderKey.holder, some)),
      );
      const isOwn = new Set(ownIds);
      return {
        profileKeys: linkedOnly ? [] : await profileKeysOf(client, email),
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
        sharedTerms: await sharedTerms(client, {
          email,
          sharedIds: shared.map(({ id: one }) => one).filter((one) => !isOwn.has(one)),
        }),
        repeatIds: repeats,
        ownSubjectIds,
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
        accountEvents: linkedOnly
          ? 0
          : (await countEvents(client, { userId, email })) +
            (await countSentEvents(client, { userId, email })),
      };
    },
    eraseSubject: ({ userId, email, scope, at, keepsDirectory }) => [
      ...destroyKeys(client, scope.keys, at),
      ...(keepsDirectory ? [] : [eraseDirectoryRow(client, userId, at)]),
      ...parts([userId, ...scope.ownSubjectIds]).map((ids) =>
        unguarded((tx) => tx.delete(schema.providerLink).where(inArray(schema.providerLink.userId, ids))),
      ),
      ...scope.ownSubjectIds.map((own) => eraseDirectoryRow(client, own, at)),
      ...eraseCases(client, userId, { scope, email }),
      ...eraseSharedTerms(client, scope.sharedTerms),
      ...eraseRequests(client, userId, scope),
      ...eraseSignals(client, scope, at),
      // Events have a retention of their own, so that of old cases leaves them.
      ...(keepsDirectory
        ? []
        : [eraseEvents(client, { userId, email }), eraseSentEvents(client, { userId, email })]),
      ...eraseAround(client, userId, scope),
      ...eraseProfile(client, { userId, email, profileKeys: scope.profileKeys }),
    ],
  };
}

function eraseDirectoryRow({ schema }: Client, userId: string, at: Date): Statement {
  const { subject } = schema;
  const blank = { email: "", emailKey: "", name: erasedWord, search: "", state: "UNKNOWN", rawState: "" };
  const keys = { ownKey: null, lookKey: null };
  return guarded("subject", (tx) =>
    tx
      .update(subject)
      .set({ ...blank, ...keys, erasedAt: at })
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
