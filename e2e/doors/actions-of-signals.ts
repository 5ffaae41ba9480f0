import type { PersonaName } from "#e2e/sign-in.ts";

/** What an action takes, and who may not do it. Nobody here: everybody who is signed in may. */
export interface RefusedAction {
  input: object;
  notFor: readonly PersonaName[];
}

const notAdministrator: PersonaName[] = ["Ana Ruiz", "Ines Lindqvist", "Aud Chen"];
const neitherLeadNorAdministrator: PersonaName[] = ["Ana Ruiz", "Ben Okafor", "Aud Chen"];
const noWorker: PersonaName[] = ["Aud Chen", "Ada Novak"];
const notLead: PersonaName[] = ["Ana Ruiz", "Aud Chen", "Ada Novak"];

/** Actions around signals: sources, trust, people, policies, guard rails, keys and who is told. */
export function actionsOfSignals(about: {
  caseKey: string;
  requestKey: string;
  signalId: string;
  userId: string;
  /** Name of a source that isn't there, and mustn't be afterwards. */
  source: string;
}): Record<string, RefusedAction> {
  const { caseKey, requestKey, signalId, userId, source } = about;
  const reason = "No";
  const id = "x";
  const detector = { source, ruleId: "R1" };
  const draft = { policyId: "countersign", version: 1 };
  const settings = { version: 1, preset: "auto", owner: "", kind: "alerts", threshold: "low" };
  const rails = {
    actionsPerMinute: 1,
    failedSignInsPerMinute: 1,
    suspensionsPerPersonHour: 1,
    brakeMost: 1,
    brakeWithinMinutes: 1,
  };
  return {
    snoozeCase: {
      input: { caseKey, until: new Date(Date.now() + 3_600_000).toISOString(), wakeAt: "high" },
      notFor: noWorker,
    },
    wakeCase: { input: { caseKey }, notFor: noWorker },
    changeSeverity: { input: { caseKey, severity: "low", reason }, notFor: noWorker },
    detachFromCase: { input: { signalId, userId: null, reason }, notFor: noWorker },
    linkToPerson: { input: { caseKey, userId }, notFor: noWorker },
    partFromPerson: { input: { unlinkedId: id, reason }, notFor: noWorker },
    dismissProposal: { input: { requestKey, reason }, notFor: noWorker },
    pageApprovers: { input: { requestKey }, notFor: noWorker },
    startDrill: { input: {}, notFor: noWorker },
    setIdentityClass: {
      input: { userId, reason, identityClass: "shared" },
      notFor: neitherLeadNorAdministrator,
    },
    protectPerson: { input: { userId, reason }, notFor: notAdministrator },
    unprotectPerson: { input: { userId, reason }, notFor: neitherLeadNorAdministrator },
    keepProtected: { input: { userId, reason }, notFor: neitherLeadNorAdministrator },
    draftPolicy: { input: { text: "{}" }, notFor: notLead },
    readPolicyText: { input: { text: "{}" }, notFor: notLead },
    publishPolicy: { input: draft, notFor: notLead },
    discardDraft: { input: { ...draft, reason }, notFor: notLead },
    simulatePolicy: { input: { text: "{}" }, notFor: notLead },
    designateDrillUser: { input: { email: "somebody@acme.example" }, notFor: notAdministrator },
    testEvents: { input: {}, notFor: notAdministrator },
    confirmEventsAccount: { input: { accountUuid: id }, notFor: notAdministrator },
    saveSource: {
      input: { ...settings, name: source, defaultDomain: "", allowsUnsigned: true },
      notFor: notAdministrator,
    },
    switchSource: { input: { name: source, enabled: false }, notFor: notAdministrator },
    rotateSecret: { input: { name: source }, notFor: notAdministrator },
    retireSecret: { input: { name: source }, notFor: notAdministrator },
    saveStream: {
      input: {
        name: source,
        version: 0,
        issuer: "https://idp.example.org",
        audience: "x",
        jwksUrl: "https://idp.example.org/keys",
        privateHost: false,
        subjectForm: "email",
      },
      notFor: notAdministrator,
    },
    removeStream: { input: { name: source }, notFor: notAdministrator },
    testSample: { input: { name: source, sample: "{}", mapping: null }, notFor: [] },
    saveMapping: { input: { name: source, version: 1, mapping: null }, notFor: notAdministrator },
    readLetter: { input: { id }, notFor: notAdministrator },
    replayLetters: { input: { ids: [id] }, notFor: notAdministrator },
    deleteLetters: { input: { ids: [id], reason }, notFor: notAdministrator },
    runDry: { input: detector, notFor: [] },
    askForTrust: { input: { ...detector, reason }, notFor: neitherLeadNorAdministrator },
    confirmTrust: { input: { id }, notFor: neitherLeadNorAdministrator },
    takeBackTrust: { input: { id, reason }, notFor: neitherLeadNorAdministrator },
    backOnTrial: { input: { ...detector, reason }, notFor: neitherLeadNorAdministrator },
    setKind: { input: { ...detector, kind: "insider" }, notFor: neitherLeadNorAdministrator },
    switchDetection: { input: { ruleId: "console.failed-sign-ins", on: false }, notFor: notAdministrator },
    changeWatchList: { input: { list: "sensitiveItems", text: "" }, notFor: notAdministrator },
    setProvisioned: { input: { provisioned: true }, notFor: notAdministrator },
    tryDetection: { input: { ruleId: "console.failed-sign-ins", text: null }, notFor: [] },
    changeRails: { input: { rails, reason }, notFor: notAdministrator },
    confirmRails: { input: {}, notFor: neitherLeadNorAdministrator },
    declineRails: { input: {}, notFor: neitherLeadNorAdministrator },
    askMassIncident: { input: { reason, allowed: 5, minutes: 10 }, notFor: neitherLeadNorAdministrator },
    confirmMassIncident: { input: { id }, notFor: neitherLeadNorAdministrator },
    endMassIncident: { input: { id }, notFor: neitherLeadNorAdministrator },
    changeIdentityRules: { input: { rules: [] }, notFor: notAdministrator },
    addKey: {
      input: { name: source, scopes: [], owner: "me", purpose: "", heldByAgent: false, days: null },
      notFor: notAdministrator,
    },
    revokeKey: { input: { id }, notFor: notAdministrator },
    addWebhook: {
      input: { name: source, kind: "standard", url: "https://example.org/", groups: [], privateHost: false },
      notFor: notAdministrator,
    },
    changeWebhook: { input: { id, enabled: false, groups: [] }, notFor: notAdministrator },
    removeWebhook: { input: { id }, notFor: notAdministrator },
    testWebhook: { input: { id }, notFor: notAdministrator },
    resendWebhook: { input: { id }, notFor: notAdministrator },
  };
}
