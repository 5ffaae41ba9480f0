import type { Action } from "#lib/domain/directory.ts";
import type { PolicyFacts } from "#lib/domain/judge.ts";
import type { CaseRecord, SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { identityClassOf, type KnownIdentity } from "./people/identity-class-of.ts";
import { type Trust, trustOf } from "./trust/trust-of-signals.ts";

/** A signal of the case with how far it is to be trusted and what the analyst said of it. */
export interface JudgedCause {
  signal: SignalRecord;
  trust: Trust;
  validated: boolean;
}

export interface JudgedCase {
  facts: PolicyFacts;
  causes: JudgedCause[];
  identity: KnownIdentity;
}

/** What a verdict about this case, action and these causes rests on, as it is known now. */
export async function verdictFacts(
  services: Pick<Services, "stores">,
  input: {
    found: Pick<CaseRecord, "subjectId" | "severity">;
    action: Action;
    causes: readonly Pick<JudgedCause, "signal" | "validated">[];
  },
): Promise<JudgedCase> {
  const { found, action } = input;
  const { requests, subjects } = services.stores;
  const [newest, subject, trusts] = await Promise.all([
    requests.newestSucceeded(found.subjectId),
    subjects.byId(found.subjectId),
    trustOf(
      services,
      input.causes.map(({ signal }) => signal),
    ),
  ]);
  const identity = await identityClassOf(services, subject ?? { userId: found.subjectId });
  const causes = input.causes.map((cause) => ({ ...cause, trust: trusts.get(cause.signal.id) ?? untrusted }));
  return {
    facts: {
      action,
      suspendedByConsole: newest?.action === "suspend",
      severity: found.severity,
      identityClass: identity.identityClass,
      isProtected: identity.isProtected,
      causes: causes.map(({ signal, trust, validated }) => ({
        kind: signal.kind,
        confidence: trust.confidence,
        validated,
      })),
    },
    causes,
    identity,
  };
}

const untrusted: Trust = { confidence: null, confidenceBy: null, onTrial: true };
