import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { Signal } from "#lib/domain/signal.ts";
import { isBelow } from "#lib/domain/source-settings.ts";
import type { SubjectForm } from "#lib/domain/ssf-stream.ts";
import { readEmail } from "./read-email.ts";

/** What a source's settings add to its events. */
export interface SourceTerms {
  threshold: Severity;
  defaultDomain: string | null;
  /** Kinds that a person gave, by rule. */
  kinds: ReadonlyMap<string, SignalKind>;
  /** How its stream's transmitter writes a subject's `sub`; null where nobody said. */
  subjectForm: SubjectForm | null;
}

/** The signal as the source's settings make it: whom a bare user name means, its kind, and whether it opens a case. */
export function applySource(signal: Signal, terms: SourceTerms): Signal {
  const kind = signal.ruleId === null ? undefined : terms.kinds.get(signal.ruleId);
  return {
    ...signal,
    ...(kind !== undefined && { kind }),
    subject: withDomain(signal.subject, terms.defaultDomain),
    context: signal.context || isBelow(signal.severity, terms.threshold),
  };
}

function withDomain(subject: Signal["subject"], domain: string | null): Signal["subject"] {
  const { username, email, onepasswordId } = subject;
  if (domain === null || username === null || email !== null || onepasswordId !== null) return subject;
  // With a domain of its own it is a name of another place, not of this one.
  if (/[@\\/]/.test(username)) return subject;
  return { ...subject, email: readEmail(`${username}@${domain}`) };
}
