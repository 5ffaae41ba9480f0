import type { EntryType } from "#lib/domain/entry.ts";

/** A control of a published framework, and by what it is met. */
export interface Control {
  id: string;
  text: string;
  met: string;
  /** Entries that show it. Empty: it is shown by the log as a whole. */
  types: readonly EntryType[];
}

const decisions = ["request.submitted", "request.approved", "request.denied", "decision.refused"] as const;
const execution = ["call.intended", "call.answered", "state.observed", "outcome.settled"] as const;
const signals = ["signal.received", "case.opened"] as const;

export const controls: readonly Control[] = [
  {
    id: "SP 800-53 AC-2(13)",
    text: "Disable accounts of high-risk individuals within a set time",
    met: "containment clock from the first signal",
    types: ["signal.received", "outcome.settled"],
  },
  {
    id: "SP 800-53 AC-2(4), AC-2(12)",
    text: "Audit of disabling and enabling; atypical use",
    met: "every execution and every signal is an entry",
    types: [...execution, "signal.received"],
  },
  {
    id: "SP 800-53 AC-3(2)",
    text: "Dual authorisation (in no baseline)",
    met: "requester and approver are two people, always",
    types: decisions,
  },
  {
    id: "SP 800-53 AC-5, AC-6(9)",
    text: "Separation of duties; log of privileged functions",
    met: "requester ≠ approver ≠ subject; author ≠ publisher of a policy",
    types: [...decisions, "policy.published"],
  },
  { id: "SP 800-53 AU-3, AU-8", text: "Content of records; UTC", met: "form of the entries", types: [] },
  {
    id: "SP 800-53 AU-9, AU-9(3), AU-9(4), AU-10",
    text: "Protection, also cryptographic; limited administrators; non-repudiation",
    met: "chains, sealed tree, signed checkpoints, anchors; decisions bound to digest and sign-in",
    types: [],
  },
  {
    id: "SP 800-53 AU-11, AU-12, AU-12(1)",
    text: "Retention; generation; time-correlated trail",
    met: "entry and change in one transaction; one tree for all",
    types: [],
  },
  {
    id: "SP 800-53 IR-4, IR-4(1), IR-5(1)",
    text: "Incident handling, automated support, tracking",
    met: "case, request and their times",
    types: [...signals, "case.changed", "case.closed"],
  },
  {
    id: "CSF 2.0 PR.AA-05",
    text: "Permissions managed; least privilege; separation of duties",
    met: "a separate credential for look-up, suspension and reactivation; policies",
    types: execution,
  },
  {
    id: "CSF 2.0 RS.MA-02/03/04",
    text: "Triage, categorise, escalate incidents",
    met: "queue, severity and ownership",
    types: [...signals, "case.changed"],
  },
  {
    id: "CSF 2.0 RS.AN-03/06/07",
    text: "Analysis; actions and data recorded, their integrity kept",
    met: "timeline and raw signals with their digests",
    types: ["signal.received", "request.commented"],
  },
  {
    id: "CSF 2.0 RS.MI-01/02, RC.RP-05",
    text: "Contain, eradicate; restored and confirmed",
    met: "execution, and the reading after it",
    types: execution,
  },
  {
    id: "CSF 2.0 GV.RR-02",
    text: "Roles and authorities established",
    met: "owner of the case, roles at the time of each act",
    types: ["case.changed", ...decisions],
  },
  {
    id: "SOC 2 CC6.1–6.3, CC7.2–7.5, CC8.1",
    text: "Access; detect, respond, recover; change",
    met: "as above",
    types: [...signals, ...decisions, ...execution],
  },
  {
    id: "ISO 27001:2022 A.5.3, 5.15, 5.18, 5.25, 5.26, 5.28, A.8.2, 8.15, 8.16",
    text: "Duties, access, incidents, evidence, logging",
    met: "as above",
    types: [...signals, ...decisions, ...execution],
  },
  {
    id: "NIST AI RMF GOVERN 3.2, MANAGE 2.4",
    text: "Human–AI roles; disengage",
    met: "machines only propose; execution can be paused",
    types: ["request.proposed", "execution.paused", "execution.resumed"],
  },
  {
    id: "SP 800-207 tenets 4, 6",
    text: "Dynamic policy; authorisation enforced before access",
    met: "verdict, role and digest are checked again before the call",
    types: ["request.submitted", "request.claimed", "call.intended"],
  },
];
