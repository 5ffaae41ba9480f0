import type { Entry } from "#lib/domain/entry.ts";
import { type Severity, severityRank } from "#lib/domain/severity.ts";
import type { Background } from "./background.ts";
import { compact, type Draft, type DraftObject, type OcsfObject } from "./ocsf-value.ts";

export type OcsfVersion = "1.8.0" | "1.9.0";

/** What every event of an export has in common. */
export interface OcsfContext {
  version: OcsfVersion;
  productVersion: string;
  installationId: string;
  /** Name of the log, as its checkpoints state it. */
  origin: string;
}

export interface OcsfInput {
  entry: Entry;
  /** The entry's leaf hash, lower-case hex. */
  hash: string;
  /** The entry's decrypted texts by field; what was erased is not in it. */
  texts: ReadonlyMap<string, string>;
  /** Names of persons of the team by id. */
  names: ReadonlyMap<string, string>;
  /** The entry in one sentence. */
  story: string;
  background: Background;
  context: OcsfContext;
}

/** A class with the one activity that an event reports. */
export interface Kind {
  class: keyof typeof classes;
  activity: readonly [id: number, caption: string];
}

const categories = {
  2: "Findings",
  3: "Identity & Access Management",
  6: "Application Activity",
} as const;

const classes = {
  "Detection Finding": 2004,
  "Incident Finding": 2005,
  "Account Change": 3001,
  Authentication: 3002,
  "Entity Management": 3004,
  "User Management": 3007,
  "API Activity": 6003,
} as const;

/** `status_id` with its caption; findings have their own. */
export type Status = readonly [id: number, caption: string];
export const unknownStatus: Status = [0, "Unknown"];
export const success: Status = [1, "Success"];
export const failure: Status = [2, "Failure"];

/** What a mapper says of one event; ids, times, the product and the proof of integrity are added here. */
export interface Said {
  kind: Kind;
  status: Status;
  statusDetail?: string | null;
  /** Where it isn't the case's. */
  severity?: Severity | null;
  attributes: DraftObject;
  /** Paths of attributes that hold the subject, for `observables`. */
  subjectAt?: string;
}

/** The event as OCSF writes it. Same input, same event: there is no clock and no chance in it. */
export function toEvent(input: OcsfInput, said: Said): OcsfObject {
  const { entry, context, background } = input;
  const classUid = classes[said.kind.class];
  const categoryUid = Math.floor(classUid / 1000) as keyof typeof categories;
  const [activityId, activityName] = said.kind.activity;
  const [severityId, severity] = severityOf(said.severity ?? background.severity);
  const timeMs = Date.parse(entry.at);
  const isNewer = context.version === "1.9.0";
  return compact({
    activity_id: activityId,
    activity_name: activityName,
    category_uid: categoryUid,
    category_name: categories[categoryUid],
    class_uid: classUid,
    class_name: said.kind.class,
    type_uid: classUid * 100 + activityId,
    type_name: `${said.kind.class}: ${activityName}`,
    severity_id: severityId,
    severity,
    status_id: said.status[0],
    status: said.status[1],
    status_code: entry.outcome?.code,
    status_detail: said.statusDetail,
    time: timeMs,
    message: input.story,
    metadata: {
      version: context.version,
      product: {
        name: "Countersign",
        vendor_name: "Countersign",
        version: context.productVersion,
        uid: context.installationId,
      },
      uid: entry.id,
      correlation_uid: entry.chain.key.startsWith("IR-") ? entry.chain.key : null,
      event_code: entry.type,
      log_name: context.origin,
      log_version: String(entry.v),
      sequence: entry.chain.n,
      original_time: entry.at,
      logged_time: timeMs,
      labels: [entry.actor.simulated ? "simulated" : null, entry.late ? "late" : null],
      profiles: isNewer ? ["record_integrity"] : null,
    },
    ...said.attributes,
    observables: said.subjectAt === undefined ? null : observables(said.subjectAt, input),
    ...(isNewer && { attestation_list: [integrity(input)] }),
    unmapped: { entry: restOf(entry), ...(!isNewer && { record_integrity: integrity(input) }) },
  });
}

function severityOf(severity: Severity | null): readonly [number, string] {
  if (severity === null) return [1, "Informational"];
  return [severityRank(severity) + 1, severity.charAt(0).toUpperCase() + severity.slice(1)];
}

/** The form of 1.9's profile. The fingerprint is of the log's leaf, so that the log's own proofs lead to it. */
function integrity({ entry, hash, context }: OcsfInput): DraftObject {
  return {
    fingerprint: sha256(hash),
    prev_event: entry.chain.n === 1 ? null : { fingerprint: sha256(entry.chain.prev) },
    chain_uid: `${context.installationId}/${entry.chain.key}`,
    authority_uid: context.origin,
  };
}

function sha256(value: string): DraftObject {
  return { algorithm_id: 3, algorithm: "SHA-256", value };
}

/** What of the entry has no attribute of its own. */
function restOf(entry: Entry): DraftObject {
  return {
    workflow_id: entry.workflowId,
    request: entry.request && { ...entry.request },
    cause: entry.cause && {
      signals: entry.cause.signals,
      policy: entry.cause.policy && { ...entry.cause.policy },
    },
    before: stateDraft(entry.before),
    after: stateDraft(entry.after),
    outcome: entry.outcome?.result,
    facts: entry.facts,
    actor: { kind: entry.actor.kind, uid: entry.actor.personId ?? entry.actor.name },
  };
}

function stateDraft(value: Entry["before"]): Draft {
  return value === null || typeof value === "string" ? value : { ...value };
}

function observables(at: string, { entry, background }: OcsfInput): DraftObject[] {
  if (entry.subject === null) return [];
  const { name, email } = background.person;
  const found: DraftObject[] = [
    { name: `${at}.uid`, type_id: 31, type: "User Object: uid", value: entry.subject.userId },
  ];
  if (name !== null) found.push({ name: `${at}.name`, type_id: 4, type: "User Name", value: name });
  const address = emailAddress(email);
  if (address !== null) {
    found.push({ name: `${at}.email_addr`, type_id: 5, type: "Email Address", value: address });
  }
  return found;
}

/** The e-mail where it has the form that OCSF's type allows, else null. */
export function emailAddress(text: string | null): string | null {
  return text !== null && /^[\w!#$%&'*+\-/=?^`{|}~.]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+$/.test(text)
    ? text
    : null;
}
