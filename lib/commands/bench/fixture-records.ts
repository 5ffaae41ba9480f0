import { plainCase, plainFiling } from "#lib/domain/plain-filing.ts";
import { nobody, nothingSaid } from "#lib/domain/signal.ts";
import type { UserReading } from "#lib/domain/directory.ts";
import { severities, type Severity } from "#lib/domain/severity.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";

/** As many cases for each person in every size, so that sizes differ in nothing else. */
const casesPerPerson = 10;
const spanMs = 365 * 24 * 3_600_000;

const titles = [
  "Sign-in from a new country",
  "Second factor added after a password reset",
  "Credential entered on a known phishing page",
  "Vault exported to a file",
  "Password spray against many accounts",
  "Session cookie used from a second address",
  "Process hooks the keyboard",
  "Mailbox rule forwards to an outside address",
  "Impossible travel",
  "Items opened far above the baseline",
] as const;

export interface FixtureCase {
  accountId: string;
  subject: SubjectRecord;
  found: CaseRecord;
  signal: SignalRecord;
}

/** The people whom the cases are about. */
export function fixturePeople(cases: number, readAt: Date): UserReading[] {
  return Array.from({ length: Math.ceil(cases / casesPerPerson) }, (_, index) =>
    fixturePerson(index, readAt),
  );
}

function fixturePerson(index: number, readAt: Date): UserReading {
  const state = index % 40 === 0 ? "SUSPENDED" : "ACTIVE";
  return {
    userId: `BENCH${String(index).padStart(21, "0")}`,
    email: `person${index}@acme.example`,
    name: `Person ${index} of Many`,
    state,
    rawState: state,
    readAt,
  };
}

/** One in ten is open; they are spread over a year, with the severities of everyday life. Oldest first. */
export function* fixtureCases(input: {
  cases: number;
  accountId: string;
  end: Date;
  owners: readonly string[];
  ids: { next(): string };
}): Generator<FixtureCase> {
  const { cases, accountId, end, ids } = input;
  for (let index = 0; index < cases; index += 1) {
    const person = fixturePerson(Math.floor(index / casesPerPerson), end);
    const found = caseOf({ ...input, index, subjectId: person.userId });
    const signal = signalOf({ found, id: ids.next(), index });
    yield { accountId, subject: { ...person, accountId, goneAt: null, erasedAt: null }, found, signal };
  }
}

function caseOf(input: {
  index: number;
  cases: number;
  end: Date;
  owners: readonly string[];
  ids: { next(): string };
  subjectId: string;
}): CaseRecord {
  const { index, cases, end, owners, ids, subjectId } = input;
  const draw = Number.parseInt(sha256Hex(String(index)).slice(0, 7), 16);
  const isOpen = index % casesPerPerson === 0;
  const at = new Date(end.getTime() - Math.floor(((cases - index) / cases) * spanMs));
  const title = titles[draw % titles.length] ?? titles[0];
  const isOwned = !isOpen || (draw >> 3) % 2 === 0;
  return {
    id: ids.next(),
    key: `IR-${1_001 + index}`,
    workflowId: ids.next(),
    title,
    status: isOpen ? (isOwned ? "triage" : "new") : "closed",
    severity: severityOf(draw),
    subjectId,
    ownerPersonId: isOwned ? (owners[(draw >> 8) % owners.length] ?? null) : null,
    openedAt: at,
    updatedAt: at,
    closedAt: isOpen ? null : at,
    closeVerdict: isOpen ? null : "benign",
    closeReason: isOpen ? null : "Explained by the person.",
    signalCount: 1,
    newestSignalAt: at,
    newestSignalTitle: title,
    ...plainCase,
    version: 1,
  };
}

function signalOf({ found, id, index }: { found: CaseRecord; id: string; index: number }): SignalRecord {
  return {
    id,
    source: "siem",
    caseId: found.id,
    workflowId: found.workflowId,
    subjectId: found.subjectId,
    ...nothingSaid,
    format: "generic",
    nativeId: `bench-${index}`,
    alertId: `SIEM-${index}`,
    ruleId: "bench.rule",
    title: found.title,
    severity: found.severity,
    severityAssumed: false,
    confidence: 80,
    subject: { ...nobody, onepasswordId: found.subjectId },
    time: found.openedAt,
    timeAssumed: false,
    ip: "192.0.2.1",
    attack: ["T1078"],
    url: null,
    description: "Made up for a measurement.",
    receivedAt: found.openedAt,
    traceparent: null,
    signature: "signed",
    reporterPersonId: null,
    fingerprint: sha256Hex(`bench ${index}`),
    duplicates: 0,
    ...plainFiling,
    rawSha256: sha256Hex("{}"),
  };
}

function severityOf(draw: number): Severity {
  const share = (draw >> 4) % 100;
  const [informational, low, medium, high, critical] = severities;
  if (share < 20) return informational;
  if (share < 50) return low;
  if (share < 80) return medium;
  return share < 95 ? high : critical;
}
