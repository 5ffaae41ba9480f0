import { tellCorrelation } from "./tell-correlation.ts";
import type { Entry } from "#lib/domain/entry.ts";
import { tellSource } from "./sources/tell-source.ts";
import { tellSetting } from "./tell-setting.ts";
import { personalSettings, tellPersonalData } from "./personal-data/tell-personal-data.ts";

interface Told {
  actor: string;
  texts: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
}

/** One entry in one sentence of plain text. The quotation that belongs to it is shown beside, not inside. */
export function tellStory(entry: Entry, told: Told): string {
  const { actor } = told;
  const action = entry.call?.path.split(":").at(-1) ?? "action";
  const request = entry.request?.key ?? "a request";
  switch (entry.type) {
    case "signal.received":
      return entry.facts["signature"] === "reported"
        ? `${actor} reported something about this person`
        : `A signal came from ${entry.facts["source"] ?? "a source"}, severity ${entry.facts["severity"] ?? "not stated"}`;
    case "case.opened":
      return entry.facts["afterErasure"] === "yes"
        ? "The case was opened, after what was known of this person had been erased"
        : "The case was opened";
    case "case.changed":
      return tellChange(entry, told);
    case "case.closed":
      if (entry.facts["mergedInto"] !== undefined) {
        return `The case closed: its signals went to ${entry.facts["mergedInto"]}`;
      }
      if (entry.facts["why"] === "detached") return "The case closed: its only signal was detached";
      return `${actor} closed the case as ${(entry.facts["verdict"] ?? "").replace("_", " ")}`;
    case "request.proposed":
      return `${actor}${entry.facts["agent"] === "yes" ? ", an AI agent," : ""} proposed to ${entry.facts["action"] ?? "act"} (${request}); a person must adopt it`;
    case "request.submitted":
      if (entry.facts["adopted"] !== undefined) {
        return `${actor} adopted a machine's proposal and asked to ${entry.facts["action"] ?? "act"} (${request}), state ${stateOf(entry.before)}${tellVerdict(entry)}`;
      }
      return `${actor} asked to ${entry.facts["action"] ?? "act"} (${request}), state ${stateOf(entry.before)}${tellVerdict(entry)}`;
    case "request.approved":
      return `${actor} approved ${request}, ${entry.facts["approvals"] ?? "?"} of ${entry.facts["needed"] ?? "?"}`;
    case "request.denied":
      return `${actor} denied ${request}; nothing was sent`;
    case "request.withdrawn":
      return `${actor} ${entry.before === "proposed" ? "dismissed" : "withdrew"} ${request}; nothing was sent`;
    case "request.expired":
      return `${request} expired undecided or not carried out; nothing was sent`;
    case "request.stale":
      return `${request} became stale: the ground had changed; nothing was sent`;
    case "request.commented":
      return entry.facts["what"] === "paged"
        ? `${actor} paged the approvers of ${request}`
        : `${actor} commented on ${request}`;
    case "request.claimed":
      return `Countersign began to carry out ${request}`;
    case "request.released":
      return entry.outcome?.result === "not_sent"
        ? `Nothing was sent (${entry.outcome.code ?? "no reason known"}); ${request} will be tried again`
        : `${request} was released`;
    case "decision.refused":
      if (personalSettings.has(entry.facts["name"] ?? "")) return tellPersonalData(entry, actor);
      return `${actor} tried to ${entry.facts["decision"] ?? "decide on"} ${request} and was refused (${entry.outcome?.code ?? ""})`;
    case "call.intended":
      return `Countersign is about to ask 1Password to ${action}; state before: ${stateOf(entry.before)}`;
    case "call.answered":
      return tellAnswer(entry);
    case "state.observed":
      return `1Password shows ${stateOf(entry.after)}${entry.before === null ? "" : `, before it was ${stateOf(entry.before)}`}`;
    case "outcome.unknown":
      return `Whether ${request} took effect is not known; Countersign reads until it is`;
    case "outcome.needs_attention":
      return `${request} needs a person: the readings don't agree`;
    case "outcome.settled":
      return tellOutcome(entry, request);
    case "session.started":
      return `${actor} signed in`;
    case "session.refused":
      return `A sign-in was refused (${entry.facts["reason"] ?? "no reason known"})`;
    case "policy.published":
      return `${actor} published a policy`;
    case "setting.changed":
      if (entry.facts["name"] === "execution") return `${actor} asked to resume execution`;
      if (personalSettings.has(entry.facts["name"] ?? "")) return tellPersonalData(entry, actor);
      return (
        tellSource(entry, actor) ??
        tellSetting(entry, actor) ??
        `${actor} changed the setting ${entry.facts["name"] ?? ""}`
      );
    case "execution.paused":
      return `${actor} paused execution: nothing is sent to 1Password`;
    case "execution.resumed":
      return `${actor} confirmed that execution goes on`;
    case "persons.linked":
      return `${actor} ${entry.facts["what"] === "asked" ? "said" : "confirmed"} that two accounts are one person`;
    case "person.frozen":
      return "A member of the team is under investigation and decides nothing until it is settled";
    case "person.unfrozen":
      return `${actor} lifted the freeze of a member of the team`;
    case "record.read":
      return `${actor} read ${entry.facts["record"] ?? "a record"}`;
    case "evidence.exported":
      return entry.facts["what"] === "list"
        ? `${actor} exported the list ${entry.facts["list"] ?? ""}, ${entry.facts["rows"] ?? "?"} rows`
        : `${actor} exported ${entry.facts["what"] ?? "evidence"}, the log at size ${entry.facts["size"] ?? "?"}`;
    case "log.verified":
      return entry.outcome?.result === "succeeded"
        ? `${actor} checked the whole log: ${entry.facts["entries"] ?? "all"} entries are as they were written and sealed`
        : `${actor} found a fault in the log (${entry.outcome?.code ?? "no kind"}): ${entry.facts["fault"] ?? "see the entry"}`;
    case "epoch.opened":
      return `Epoch ${entry.facts["epoch"] ?? "?"} of the log was opened: of ${entry.facts["previousOrigin"] ?? "the one before"} ${entry.facts["previousSize"] ?? "?"} entries had been signed, ${entry.facts["foundSize"] ?? "?"} were found`;
    case "subject.key_destroyed":
    case "data.deleted":
      return tellPersonalData(entry, actor);
    case "key.changed":
      return `${actor} changed the key ${entry.facts["name"] ?? ""}`;
  }
}

/** What a request rested on: marks of the causes, and what makes it stand out. Empty for those that weren't marked yet. */
function tellVerdict({ facts, cause }: Entry): string {
  if (facts["validated"] === undefined) return "";
  const narrower = { done: "a narrower step done", not_possible: "no narrower step possible" };
  const told = [
    cause?.policy ? `rule ${cause.policy.rule}` : null,
    `${facts["validated"]} of ${facts["causes"] ?? "?"} causes validated`,
    facts["drill"] === "yes" ? "drill" : null,
    facts["outsidePolicy"] === "yes" ? "outside policy" : null,
    facts["singleOrigin"] === undefined ? null : "single origin",
    Object.entries(narrower).find(([state]) => state === facts["narrowerStep"])?.[1] ?? null,
  ];
  return `; ${told.filter((part) => part !== null).join(", ")}`;
}

function tellChange(entry: Entry, { actor, names }: Told): string {
  switch (entry.facts["what"] ?? "") {
    case "owner": {
      const owner =
        typeof entry.after === "string" ? (names.get(entry.after) ?? "somebody removed") : "nobody";
      return owner === actor ? `${actor} took the case` : `${actor} gave the case to ${owner}`;
    }
    case "note":
      return `${actor} wrote a note`;
    case "review":
      return tellReview(entry, actor);
    case "snooze":
    case "subject":
    case "merge":
    case "part":
    case "detached":
      return tellCorrelation(entry, actor);
    case "severity":
      if (entry.facts["by"] === "person")
        return `${actor} set the severity from ${words(entry.before)} to ${words(entry.after)}`;
      return `Severity went from ${words(entry.before)} to ${words(entry.after)}`;
    case "status":
      return `The case went from ${words(entry.before)} to ${words(entry.after)}`;
    default:
      return `${actor} changed the case`;
  }
}

function tellReview(entry: Entry, actor: string): string {
  const request = entry.request?.key ?? "a request";
  const until = entry.facts["until"] ?? "another date";
  switch (entry.facts["step"] ?? "") {
    case "due":
      return `The suspension of ${request} has to be looked at again`;
    case "extended":
      return `${actor} extended the suspension of ${request} until ${until}`;
    case "asked to extend":
      return `${actor} asked to extend the suspension of ${request} until ${until}; a second person has to confirm`;
    case "handed over":
      return `${actor} handed the suspension of ${request} over to offboarding`;
    default:
      return `${actor} changed the review of ${request}`;
  }
}

function tellAnswer(entry: Entry): string {
  const status = entry.call?.status;
  const http = status === null || status === undefined ? "no answer" : `HTTP ${status}`;
  switch (entry.outcome?.result ?? "") {
    case "answered":
      return `1Password answered (${http}): ${stateOf(entry.after)}`;
    case "refused":
      return `1Password refused (${http}, ${entry.outcome?.code ?? "no code"}); no change was made`;
    default:
      return `No certain answer came from 1Password (${http}, ${entry.outcome?.code ?? "no code"})`;
  }
}

function tellOutcome(entry: Entry, request: string): string {
  const observed = entry.outcome?.code === "observed" || entry.outcome?.code === "already_in_state";
  switch (entry.outcome?.result ?? "") {
    case "succeeded":
      return `${request} succeeded${observed ? ", by observation" : ""}: ${
        entry.before === null || typeof entry.before === "string" ? "" : `${stateOf(entry.before)} → `
      }${stateOf(entry.after)}`;
    case "refused":
      return `${request} ended: refused by 1Password; no change was made`;
    case "failed":
      return `${request} failed: nothing of it is in force`;
    case "superseded":
      return `${request} was superseded by ${entry.facts["by"] ?? "a newer suspension"}`;
    default:
      return `${request} ended as ${entry.outcome?.result ?? "unknown"}`;
  }
}

function stateOf(value: Entry["before"]): string {
  return value === null ? "not read" : words(value);
}

function words(value: Entry["before"]): string {
  if (value === null) return "nothing";
  return typeof value === "string" ? value.replaceAll("_", " ") : value.state;
}
