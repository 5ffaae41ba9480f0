import type { Entry } from "#lib/domain/entry.ts";
import { IdentityClass } from "#lib/domain/identity-class.ts";
import { identityClassNames } from "#lib/domain/identity-words.ts";

/** A changed setting in one sentence; null where nothing more is known of it than its name. */
export function tellSetting(entry: Entry, actor: string): string | null {
  const { facts } = entry;
  switch (facts["name"] ?? "") {
    case "guard_rails":
      return tellRails(entry, actor);
    case "mass_incident":
      return tellIncident(facts, actor);
    case "people_file":
      return `${actor} took in a people file: ${facts["added"] ?? "0"} people new, ${facts["changed"] ?? "0"} changed, ${facts["removed"] ?? "0"} taken out`;
    case "identity_rules":
      return `${actor} changed the rules of identity classes: before ${words(entry.before)}; now ${words(entry.after)}`;
    case "identity_class":
      return facts["what"] === "taken_back"
        ? `${actor} took back the identity class set by hand, ${className(entry.before)}`
        : `${actor} set the identity class ${className(entry.after)}`;
    case "protected":
      return tellProtected(facts["what"] ?? "", actor);
    default:
      return null;
  }
}

function tellRails(entry: Entry, actor: string): string {
  switch (entry.facts["what"] ?? "") {
    case "asked":
      return `${actor} asked for looser guard rails: ${words(entry.after)}; a second person has to confirm`;
    case "confirmed":
      return `${actor} confirmed looser guard rails: before ${words(entry.before)}; now ${words(entry.after)}`;
    case "declined":
      return `The guard rails stay as they are: ${actor} refused, or took back, looser ones`;
    default:
      return `${actor} changed the guard rails: before ${words(entry.before)}; now ${words(entry.after)}`;
  }
}

function tellIncident(facts: Entry["facts"], actor: string): string {
  const size = `${facts["allowed"] ?? "?"} suspensions within ${facts["minutes"] ?? "?"} min`;
  switch (facts["what"] ?? "") {
    case "asked":
      return `${actor} asked for a mass incident of ${size}; a second person has to confirm`;
    case "begun":
      return `${actor} confirmed a mass incident: the brake is raised for ${size}`;
    default:
      return `The mass incident ended (${endWords[facts["how"] ?? ""] ?? "ended"}), ${facts["used"] ?? "?"} of ${facts["allowed"] ?? "?"} suspensions were made in it`;
  }
}

const endWords: Record<string, string> = {
  time: "its time was over",
  used_up: "its number was used up",
  person: "ended by a person",
  not_confirmed: "not confirmed",
};

function tellProtected(what: string, actor: string): string {
  switch (what) {
    case "set":
      return `${actor} marked the person as protected`;
    case "ended":
      return `${actor} confirmed that the person is no longer protected`;
    case "kept":
      return `The person stays protected: ${actor} refused, or took back, the end of it`;
    default:
      return `${actor} asked to end the protection of the person; a second person has to confirm`;
  }
}

function words(value: Entry["before"]): string {
  return typeof value === "string" ? value : "something else";
}

function className(value: Entry["before"]): string {
  const parsed = IdentityClass.safeParse(value);
  return parsed.success ? identityClassNames[parsed.data] : words(value);
}
