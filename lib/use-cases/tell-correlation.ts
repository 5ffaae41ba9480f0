import type { Entry } from "#lib/domain/entry.ts";

/** What became of a case as a whole: put aside, linked, merged, parted, or a signal taken out of it. */
export function tellCorrelation(entry: Entry, actor: string): string {
  const fact = (name: string, otherwise: string) => entry.facts[name] ?? otherwise;
  const byPerson = entry.facts["by"] === "person";
  switch (entry.facts["what"] ?? "") {
    case "snooze":
      return tellSnooze(entry, actor);
    case "subject":
      return byPerson
        ? `${actor} linked the case to a person in 1Password`
        : "The case was linked by itself: the directory knows its subject now";
    case "merge":
      return `The signals of ${fact("from", "another case")} came here (${fact("signals", "some")}): ${
        byPerson
          ? `${actor} said that both are about one person`
          : "the directory says that both are about one person"
      }`;
    case "part":
      if (entry.facts["to"] !== undefined) {
        return `${actor} parted a subject from this case again; its signals went to ${entry.facts["to"]}`;
      }
      return entry.facts["from"] === undefined
        ? `${actor} took the link to a person in 1Password back`
        : `${actor} parted this subject from ${entry.facts["from"]} again`;
    case "detached":
      return entry.facts["to"] === "unlinked"
        ? `${actor} detached a signal from this case; it is unlinked now`
        : `${actor} detached a signal from this case; it went to ${fact("to", "another one")}`;
    default:
      return `${actor} changed the case`;
  }
}

function tellSnooze(entry: Entry, actor: string): string {
  if (entry.facts["step"] === "snoozed") {
    return `${actor} snoozed the case until ${entry.facts["until"] ?? "a later time"}, or until a signal of ${entry.facts["severity"] ?? "some"} severity or above`;
  }
  switch (entry.facts["by"] ?? "") {
    case "signal":
      return "The case woke: a signal of the severity that was asked for came";
    case "person":
      return `${actor} woke the case`;
    default:
      return "The case woke: its time had come";
  }
}
