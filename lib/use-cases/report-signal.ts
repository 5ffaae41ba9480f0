import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { kindOf } from "#lib/domain/kind-of.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import { nobody, nothingSaid, type Signal } from "#lib/domain/signal.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";
import { type FiledSignal, fileSignal } from "./file-signal.ts";

/** How a report reached the team, with the words in which it is shown. */
export const reportWays = {
  phone: "by phone",
  chat: "in a chat",
  in_person: "in person",
  mail: "by mail",
  other: "another way",
} as const;
export type ReportWay = keyof typeof reportWays;

/** The name of the source that people are, beside the webhooks. */
const reportSource = "report";

export interface Report {
  /** Whom it is about: a person of the directory. */
  subjectUserId: string;
  how: ReportWay;
  what: string;
  severity: Severity;
  /** What kind of signal it is; absent: as its words tell. */
  kind?: SignalKind | undefined;
  /** The same key is the same report, however often the form is sent. */
  idempotencyKey?: string;
}

/**
 * Files what somebody told the team, the way a machine's signal is filed: it joins the open case of its subject or
 * opens one. Throws `role_missing`, `invalid_input`, `subject_unknown`, `idempotency_mismatch`.
 */
export async function reportSignal(services: Services, actor: Actor, report: Report): Promise<FiledSignal> {
  const person = requirePerson(actor, "work_case");
  const what = report.what
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, " ")
    .trim();
  if (what === "")
    throw new DomainError("invalid_input", { problem: "The report doesn't say what happened." });
  if (what.length > 4_000) {
    throw new DomainError("invalid_input", { problem: "The report is longer than 4,000 characters." });
  }
  const subject = await services.stores.subjects.byId(report.subjectUserId);
  if (!subject || subject.goneAt !== null || subject.erasedAt !== null) {
    throw new DomainError("subject_unknown", { subject: report.subjectUserId.slice(0, 200) });
  }
  const { how, severity, kind } = report;
  const raw = new TextEncoder().encode(
    JSON.stringify({ subject: subject.userId, how, what, severity, ...(kind && { kind }) }),
  );
  const nativeId =
    report.idempotencyKey === undefined ? null : `${person.personId}:${report.idempotencyKey}`.slice(0, 300);
  if (nativeId !== null) {
    const earlier = await services.stores.signals.byNativeId(reportSource, nativeId);
    if (earlier && earlier.rawSha256 !== sha256Hex(raw)) throw new DomainError("idempotency_mismatch");
  }
  const now = services.clock.now();
  const signal: Signal = {
    ...nothingSaid,
    format: "report",
    nativeId,
    ruleId: `report.${how}`,
    title: titleOf(how, what),
    // Else by the words of the whole report: its first line alone is often a greeting.
    kind: kind ?? kindOf({ ruleId: null, title: what }),
    severity,
    severityAssumed: false,
    subject: {
      ...nobody,
      onepasswordId: subject.userId,
      email: subject.email,
      displayName: subject.name.slice(0, 300),
    },
    time: now,
    timeAssumed: false,
    description: what,
  };
  const delivery = {
    source: reportSource,
    receivedAt: now,
    traceparent: null,
    signature: "reported" as const,
    raw,
  };
  return fileSignal(services, person, { signal, delivery, reporterPersonId: person.personId });
}

function titleOf(how: ReportWay, what: string): string {
  const firstLine = what.split("\n", 1)[0]?.trim() ?? "";
  const title = `Reported ${reportWays[how]}: ${firstLine}`.slice(0, 300);
  return title.isWellFormed() ? title : title.slice(0, -1);
}
