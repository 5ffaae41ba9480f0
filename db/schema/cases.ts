import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** People of the 1Password account, what was reported about them, and the cases that hold it together. */
export function defineCases({
  table,
  text,
  bytewiseText,
  integer,
  instant,
  bytes,
  index,
  uniqueIndex,
  foreignKey,
  primaryKey,
}: Dialect) {
  /** The copy of the directory: for search and display, never for a decision. */
  const subject = table(
    "subject",
    {
      userId: text().primaryKey(),
      accountId: text().notNull(),
      email: text().notNull(),
      emailKey: text().notNull(),
      name: text().notNull(),
      /** Name and e-mail in lower case: what the directory's search looks in and is ordered by. */
      search: bytewiseText().notNull(),
      state: text().notNull(),
      rawState: text().notNull(),
      readAt: instant().notNull(),
      goneAt: instant(),
      /** When name and e-mail were erased: a listing doesn't bring them back. */
      erasedAt: instant(),
      /** Of a subject that 1Password doesn't know: the key by which signals name it. Null for people of the directory. */
      ownKey: text(),
      /** The address with look-alike letters read as plain ones, where it has any: marks twins, joins nothing. */
      lookKey: text(),
      /** The person of the directory whom this subject turned out to be, and since when. */
      linkedTo: text(),
      linkedAt: instant(),
    },
    (t) => [
      index("subject_email").on(t.emailKey),
      uniqueIndex("subject_own_key")
        .on(t.ownKey)
        .where(sql`${t.ownKey} is not null`),
      index("subject_look_key")
        .on(t.lookKey)
        .where(sql`${t.lookKey} is not null`),
      index("subject_linked_to")
        .on(t.linkedTo)
        .where(sql`${t.linkedTo} is not null`),
      index("subject_order").on(t.search, t.userId),
      index("subject_state_order").on(t.state, t.search, t.userId),
    ],
  );

  const source = table("source", {
    name: text().primaryKey(),
    preset: text().notNull(),
    /** Team that answers for what the source detects. */
    owner: text(),
    /** Signing secrets, encrypted under the data key, newest first, parted by spaces. */
    secrets: text().notNull(),
    enabled: integer().notNull(),
    createdAt: instant().notNull(),
    lastDeliveryAt: instant(),
    accepted: integer().notNull(),
    rejected: integer().notNull(),
    /** `alerts`: every event is a signal. `log`: only from the threshold on. */
    kind: text().notNull().default("alerts"),
    threshold: text().notNull().default("informational"),
    defaultDomain: text(),
    /** Where its events keep what, as JSON. */
    mapping: text(),
    /** Takes a key in a fixed header in place of a signature. */
    allowsUnsigned: integer().notNull().default(0),
    version: integer().notNull().default(1),
  });

  const delivery = table(
    "delivery",
    {
      source: text().notNull(),
      webhookId: text().notNull(),
      bodySha256: text().notNull(),
      receivedAt: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.source, t.webhookId] }), index("delivery_age").on(t.receivedAt)],
  );

  const cases = table(
    "cases",
    {
      id: text().primaryKey(),
      key: text().notNull(),
      number: integer().notNull(),
      workflowId: text().notNull(),
      title: text().notNull(),
      status: text().notNull(),
      /** 1 while the case is open, 2 while it is open and snoozed: first column of the queue's order. */
      open: integer().notNull(),
      severity: text().notNull(),
      severityRank: integer().notNull(),
      subjectId: text().notNull(),
      ownerPersonId: text(),
      openedAt: instant().notNull(),
      updatedAt: instant().notNull(),
      closedAt: instant(),
      closeVerdict: text(),
      closeReason: text(),
      signalCount: integer().notNull(),
      newestSignalAt: instant().notNull(),
      newestSignalTitle: text().notNull(),
      /** Until when nobody wants to see the case, and the severity of a signal that wakes it before. */
      snoozedUntil: instant(),
      snoozeSeverity: text(),
      /** 1: a person set the severity, and signals no longer raise it. */
      severityByPerson: integer().notNull().default(0),
      /** Key of the case that took this one's signals over. */
      mergedInto: text(),
      /** Key of the subject's case before, closed too long ago to be opened again. */
      previousKey: text(),
      version: integer().notNull(),
    },
    (t) => [
      uniqueIndex("cases_key").on(t.key),
      uniqueIndex("cases_workflow").on(t.workflowId),
      // One open case per person, whatever the order or the burst of their signals.
      uniqueIndex("cases_one_open")
        .on(t.subjectId)
        .where(sql`${t.status} <> 'closed'`),
      index("cases_order").on(t.severityRank, t.newestSignalAt, t.id),
      index("cases_queue").on(t.open, t.severityRank, t.newestSignalAt, t.id),
      index("cases_status_queue").on(t.status, t.severityRank, t.newestSignalAt, t.id),
      index("cases_owner_queue").on(t.ownerPersonId, t.open, t.severityRank, t.newestSignalAt, t.id),
      index("cases_opened").on(t.openedAt),
      index("cases_subject").on(t.subjectId, t.openedAt),
      index("cases_snoozed")
        .on(t.snoozedUntil)
        .where(sql`${t.snoozedUntil} is not null`),
      foreignKey({ columns: [t.subjectId], foreignColumns: [subject.userId] }),
    ],
  );

  /** Exact counts, kept in the transaction that changes a case, so that no page has to count. `owner`: "" is nobody. */
  const caseCount = table(
    "case_count",
    {
      status: text().notNull(),
      severity: text().notNull(),
      owner: text().notNull(),
      count: integer().notNull(),
    },
    (t) => [primaryKey({ columns: [t.status, t.severity, t.owner] })],
  );

  /** Words and ids by which a case is found, one row each, in lower case. */
  const caseTerm = table("case_term", { caseId: text().notNull(), term: bytewiseText().notNull() }, (t) => [
    primaryKey({ columns: [t.caseId, t.term] }),
    index("case_term_lookup").on(t.term, t.caseId),
    foreignKey({ columns: [t.caseId], foreignColumns: [cases.id] }),
  ]);

  const signal = table(
    "signal",
    {
      id: text().primaryKey(),
      source: text().notNull(),
      format: text().notNull(),
      nativeId: text(),
      revision: text(),
      alertId: text(),
      traceparent: text(),
      workflowId: text(),
      caseId: text(),
      subjectId: text(),
      ruleId: text(),
      title: text().notNull(),
      kind: text().notNull().default("other"),
      /** 1: joins an open case and opens none. */
      context: integer().notNull().default(0),
      severity: text().notNull(),
      severityAssumed: integer().notNull(),
      confidence: integer(),
      /** What the event said of the subject, as JSON: shown where it couldn't be linked. */
      subject: text().notNull(),
      /** Others whom the event names, as a JSON list. */
      related: text().notNull().default("[]"),
      time: instant().notNull(),
      timeText: text(),
      timeAssumed: integer().notNull(),
      ip: text(),
      attack: text().notNull(),
      url: text(),
      description: text(),
      receivedAt: instant().notNull(),
      signature: text().notNull(),
      reporterPersonId: text(),
      fingerprint: text().notNull(),
      duplicates: integer().notNull(),
      lastSeenAt: instant(),
      /** By which rule the signal got where it is, and which key named the subject: see `JoinRule` and `JoinKey`. */
      joinRule: text().notNull().default("unstated"),
      joinKey: text().notNull().default("unstated"),
      /** The subject of its own under which it came, where that one turned out to be somebody else. */
      viaSubjectId: text(),
      /** The signal of which this is a later state. */
      revisionOf: text(),
      /** 1: its sender had used the id before, for somebody else. */
      idUsedTwice: integer().notNull().default(0),
      rawSha256: text().notNull(),
      raw: bytes().notNull(),
      /** When the raw body, and what was read out of it beyond its title, was deleted. */
      rawGoneAt: instant(),
    },
    (t) => [
      uniqueIndex("signal_native")
        .on(t.source, t.nativeId)
        .where(sql`${t.nativeId} is not null`),
      index("signal_fingerprint").on(t.fingerprint, t.receivedAt),
      index("signal_case").on(t.caseId, t.receivedAt),
      index("signal_unlinked")
        .on(t.receivedAt)
        .where(sql`${t.caseId} is null and ${t.subjectId} is null`),
      // What is kept with its subject and stands in no case.
      index("signal_kept")
        .on(t.subjectId, t.receivedAt)
        .where(sql`${t.caseId} is null and ${t.subjectId} is not null`),
      index("signal_via")
        .on(t.viaSubjectId)
        .where(sql`${t.viaSubjectId} is not null`),
    ],
  );

  /** What could not be read, with the reason, until somebody replays it. */
  const deadLetter = table(
    "dead_letter",
    {
      id: text().primaryKey(),
      source: text().notNull(),
      receivedAt: instant().notNull(),
      reason: text().notNull(),
      /** How the delivery that held it was checked. */
      signature: text().notNull().default("signed"),
      raw: bytes().notNull(),
    },
    (t) => [index("dead_letter_source").on(t.source, t.receivedAt)],
  );

  const note = table(
    "note",
    {
      id: text().primaryKey(),
      caseId: text().notNull(),
      personId: text().notNull(),
      text: text().notNull(),
      at: instant().notNull(),
      idempotencyKey: text().notNull(),
    },
    (t) => [
      index("note_case").on(t.caseId, t.at),
      // The same note sent twice is one note.
      uniqueIndex("note_once").on(t.caseId, t.idempotencyKey),
      foreignKey({ columns: [t.caseId], foreignColumns: [cases.id] }),
    ],
  );

  return { subject, source, delivery, cases, caseCount, caseTerm, signal, deadLetter, note };
}
