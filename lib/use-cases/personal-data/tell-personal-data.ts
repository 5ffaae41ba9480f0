import type { Entry } from "#lib/domain/entry.ts";

/** Names of settings whose entries are about personal data. */
export const personalSettings: ReadonlySet<string> = new Set(["erasure", "legal_hold", "retention"]);

/** Entries about erasures, legal holds and retention, in one sentence. */
export function tellPersonalData(entry: Entry, actor: string): string {
  const { facts, type } = entry;
  const whose = facts["kind"] === "person" ? "a former member of the team" : "a person of the account";
  if (type === "subject.key_destroyed") {
    return facts["by"] === "retention"
      ? `The retention of a person's data was over: key destroyed, ${told(facts["rows"])}`
      : `${actor} confirmed the erasure of ${whose}: key destroyed, ${told(facts["rows"])}`;
  }
  if (type === "data.deleted") {
    return `The retention of ${deletedWords[facts["what"] ?? ""] ?? "data"} was over: ${facts["count"] ?? "?"} deleted`;
  }
  if (type === "decision.refused") {
    return `${actor} tried to confirm the erasure of ${whose} and was refused (${entry.outcome?.code ?? ""})`;
  }
  if (facts["name"] === "legal_hold") return tellHold(facts["what"] ?? "", actor);
  if (facts["name"] === "erasure") return tellErasure(facts["what"] ?? "", { actor, whose });
  return `${actor} changed the retention: before ${words(entry.before)}; now ${words(entry.after)}`;
}

function tellHold(what: string, actor: string): string {
  switch (what) {
    case "set":
      return `${actor} set a legal hold: nothing under it is erased or deleted`;
    case "ended":
      return `${actor} confirmed the end of a legal hold`;
    case "kept":
      return `A legal hold stays: ${actor} refused, or took back, its end`;
    default:
      return `${actor} asked to end a legal hold; a second person has to confirm`;
  }
}

function tellErasure(what: string, { actor, whose }: { actor: string; whose: string }): string {
  switch (what) {
    case "asked":
      return `${actor} asked to erase ${whose}; a second person has to confirm`;
    case "expired":
      return `Nobody confirmed the erasure of ${whose} in time: it expired`;
    case "refused":
      return `${actor} refused the erasure of ${whose}`;
    default:
      return `${actor} withdrew the erasure of ${whose}`;
  }
}

function words(value: Entry["before"]): string {
  return typeof value === "string" ? value : "other periods";
}

const deletedWords: Record<string, string> = {
  raw_signals: "raw signals",
  call_details: "details of calls",
  unlinked_signals: "signals linked to nobody",
  dead_letters: "dead letters",
  account_events: "events of 1Password",
  people_file: "rows of the people file",
};

function told(rows: string | undefined): string {
  return rows === undefined || rows === "" ? "nothing else was there" : rows;
}
