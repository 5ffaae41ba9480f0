import type { Entry } from "#lib/domain/entry.ts";

/** Names of settings whose entries are about personal data. */
export const personalSettings: ReadonlySet<string> = new Set(["erasure", "legal_hold", "retention"]);

/** Entries about erasures, legal holds and retention, in one sentence. */
export function tellPersonalData(entry: Entry, actor: string): string {
  const { facts } = entry;
  const whose = facts["kind"] === "person" ? "a former member of the team" : "a person of the account";
  switch (entry.type) {
    case "subject.key_destroyed":
      return facts["by"] === "retention"
        ? `The retention of a person's data was over: key destroyed, ${told(facts["rows"])}`
        : `${actor} confirmed the erasure of ${whose}: key destroyed, ${told(facts["rows"])}`;
    case "data.deleted":
      return `The retention of ${deletedWords[facts["what"] ?? ""] ?? "data"} was over: ${facts["count"] ?? "?"} deleted`;
    case "decision.refused":
      return `${actor} tried to confirm the erasure of ${whose} and was refused (${entry.outcome?.code ?? ""})`;
    default:
      return tellSetting(entry, actor, whose);
  }
}

function tellSetting({ facts, before, after }: Entry, actor: string, whose: string): string {
  const what = facts["what"] ?? "";
  switch (facts["name"]) {
    case "legal_hold":
      return what === "set"
        ? `${actor} set a legal hold: nothing about it is erased or deleted`
        : what === "ended"
          ? `${actor} confirmed the end of a legal hold`
          : what === "kept"
            ? `${actor} refused to end a legal hold: it stands`
            : `${actor} asked to end a legal hold; a second person has to confirm`;
    case "erasure":
      return what === "asked"
        ? `${actor} asked to erase ${whose}; a second person has to confirm`
        : what === "expired"
          ? `Nobody confirmed the erasure of ${whose} in time: it expired`
          : `${actor} ${what === "refused" ? "refused" : "withdrew"} the erasure of ${whose}`;
    default:
      return `${actor} changed the retention from ${String(before)} to ${String(after)}`;
  }
}

const deletedWords: Record<string, string> = {
  raw_signals: "raw signals",
  call_details: "details of calls",
  unlinked_signals: "signals linked to nobody",
  dead_letters: "dead letters",
};

function told(rows: string | undefined): string {
  return rows === undefined || rows === "" ? "nothing else was there" : rows.replaceAll("_", " ");
}
