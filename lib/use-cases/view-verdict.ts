import { markedCauses, type PayloadCause, type RequestPayload } from "#lib/domain/request-payload.ts";
import type { CauseView, RequestView } from "#lib/domain/views/request-view.ts";
import type { RequestRecord, SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { suppliedPolicy } from "./policy-in-force.ts";

/** The signals that a request names, as they stand in its digest. Of an erased one nothing is left. */
export async function viewCauses(
  { stores }: Pick<Services, "stores">,
  payload: RequestPayload | null,
): Promise<CauseView[]> {
  if (payload === null) return [];
  const signals = await Promise.all(markedCauses(payload).map(({ id }) => stores.signals.byId(id)));
  const fixed = new Map(payload.v === 1 ? [] : payload.causes.map((cause) => [cause.id, cause]));
  return signals.filter((signal) => signal !== null).map((signal) => toCause(signal, fixed.get(signal.id)));
}

function toCause(signal: SignalRecord, fixed: PayloadCause | undefined): CauseView {
  const { id, title, severity, source, kind, confidence } = signal;
  const told = { id, title, severity, source };
  if (fixed !== undefined) {
    const { id: _, source: _source, ...said } = fixed;
    return { ...told, ...said };
  }
  // Requests of before causes were marked.
  const confidenceBy = confidence === null ? null : "signal";
  return { ...told, kind, confidence, confidenceBy, onTrial: false, validated: false, how: "" };
}

type ViewedVerdict = Pick<
  RequestView,
  "singleOrigin" | "drill" | "askedAbout" | "narrower" | "named" | "policy"
>;

/** The verdict under which a request was made, with the answers that it asked for. */
export async function viewVerdict(
  services: Services,
  request: RequestRecord,
  payload: RequestPayload | null,
): Promise<ViewedVerdict> {
  if (payload?.v === 2) {
    const { singleOrigin, drill, narrower, named, identity, policy } = payload;
    const { why, narrowerStep, outsidePolicy } = policy;
    return {
      singleOrigin,
      drill,
      narrower,
      named,
      askedAbout: { identityClass: identity.identityClass, isProtected: identity.isProtected },
      policy: { ...request.policy, why, narrowerStep, outsidePolicy },
    };
  }
  const { id, version, rule: ruleId } = request.policy;
  const stored = await services.stores.governance.policyVersion(id, version);
  const policy = stored?.policy ?? suppliedPolicy(services, { id, version });
  const rule = policy?.rules.find((candidate) => candidate.id === ruleId);
  const why = rule?.why ?? "The rule of an earlier version of the policy.";
  const { narrowerStep = "none", outsidePolicy = false } = rule?.then ?? {};
  return {
    singleOrigin: null,
    drill: false,
    askedAbout: null,
    narrower: null,
    named: null,
    policy: { ...request.policy, why, narrowerStep, outsidePolicy },
  };
}
