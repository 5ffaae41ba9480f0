import { Severity } from "#lib/domain/severity.ts";
import type { CaseStatus, CloseVerdict } from "#lib/domain/case.ts";
import type { OcsfInput, Said, Status } from "./ocsf-event.ts";
import { memberOf, subjectOf } from "./people.ts";
import type { DraftObject } from "./ocsf-value.ts";

const fresh: Status = [1, "New"];
const inProgress: Status = [2, "In Progress"];

/** 2004: what a sender found. Its severity is the sender's, not the case's. */
export function signalFinding(input: OcsfInput): Said {
  const { entry, texts } = input;
  const { source, severity, alertId, signature } = entry.facts;
  const user = subjectOf(input);
  return {
    kind: { class: "Detection Finding", activity: [1, "Create"] },
    status: fresh,
    severity: Severity.safeParse(severity).data ?? null,
    attributes: {
      finding_info: {
        uid: entry.cause?.signals[0] ?? entry.id,
        uid_alt: alertId,
        title: texts.get("title"),
        data_sources: [source],
        types: [signature],
      },
      is_alert: true,
      evidences: user && [{ user }],
    },
    ...(user && { subjectAt: "evidences.user" }),
  };
}

/** 2005: the case as an incident, opened, changed or closed. */
export function caseFinding(input: OcsfInput, activity: Said["kind"]["activity"]): Said {
  const { entry, texts, background } = input;
  const verdict = verdictOf(entry.facts["verdict"]);
  return {
    kind: { class: "Incident Finding", activity },
    status: caseStatus(background.status),
    statusDetail: background.status,
    attributes: {
      finding_info_list: [{ uid: entry.chain.key, title: background.title }],
      ...assignment(input),
      comment: texts.get("reason") ?? texts.get("note"),
      verdict_id: verdict?.[0],
      verdict: verdict?.[1],
    },
  };
}

// Somebody has to be named. A case that nobody took is the analysts'.
function assignment({ background, names }: OcsfInput): DraftObject {
  const owner = memberOf(background.ownerPersonId, names);
  return owner ? { assignee: owner } : { assignee_group: { uid: "analyst", name: "Analyst", type: "role" } };
}

function caseStatus(word: string | null): Status {
  const status = word as CaseStatus | null;
  switch (status) {
    case "new":
      return fresh;
    case "triage":
    case "awaiting_approval":
    case "containing":
    case "contained":
    case "recovering":
    case "reopened":
      return inProgress;
    case "closed":
      return [5, "Closed"];
    case null:
      return [0, "Unknown"];
  }
}

function verdictOf(word: string | undefined): readonly [id: number, caption: string] | null {
  const verdict = word as CloseVerdict | undefined;
  switch (verdict) {
    case "true_positive":
      return [2, "True Positive"];
    case "benign":
      return [5, "Benign"];
    case "duplicate":
      return [10, "Duplicate"];
    case "inconclusive":
      return [7, "Insufficient Data"];
    case undefined:
      return null;
  }
}
