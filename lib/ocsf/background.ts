import { type Action, actions } from "#lib/domain/directory.ts";
import type { Entry } from "#lib/domain/entry.ts";
import { Severity } from "#lib/domain/severity.ts";

/** What the entries of a chain before this one say, where an event has to repeat it. Null: they don't say it. */
export interface Background {
  /** The case's. */
  severity: Severity | null;
  status: string | null;
  ownerPersonId: string | null;
  /** Title of the chain's first signal; null too once it was erased. */
  title: string | null;
  /** The subject as last read for a request. */
  person: { name: string | null; email: string | null };
  /** The request that this entry is about. */
  request: { action: Action | null; status: string | null } | null;
}

export interface BackgroundFold {
  /** What is known right after this entry. Entries of a chain have to come in their order, none left out. */
  after(entry: Entry, texts: ReadonlyMap<string, string>): Background;
}

/** Reads the chains' entries one after the other and remembers what later ones take for granted. */
export function foldBackground(): BackgroundFold {
  const chains = new Map<string, Omit<Background, "request">>();
  const requests = new Map<string, NonNullable<Background["request"]>>();
  return {
    after(entry, texts) {
      const known = followCase(chains.get(entry.chain.key) ?? nothing, entry, texts);
      chains.set(entry.chain.key, known);
      if (entry.request === null) return { ...known, request: null };
      const request = followRequest(requests.get(entry.request.key) ?? unknownRequest, entry);
      requests.set(entry.request.key, request);
      return { ...known, request };
    },
  };
}

const nothing: Omit<Background, "request"> = {
  severity: null,
  status: null,
  ownerPersonId: null,
  title: null,
  person: { name: null, email: null },
};
const unknownRequest = { action: null, status: null };

function followCase(
  known: Omit<Background, "request">,
  entry: Entry,
  texts: ReadonlyMap<string, string>,
): Omit<Background, "request"> {
  const after = typeof entry.after === "string" ? entry.after : null;
  if (entry.type === "case.opened") {
    return { ...known, status: after, severity: severityOf(entry.facts["severity"]) };
  }
  if (entry.type === "case.closed") return { ...known, status: after };
  if (entry.type === "signal.received") return { ...known, title: known.title ?? texts.get("title") ?? null };
  if (entry.type === "request.submitted") {
    const person = {
      name: texts.get("subject.name") ?? known.person.name,
      email: texts.get("subject.email") ?? known.person.email,
    };
    return { ...known, person };
  }
  if (entry.type !== "case.changed") return known;
  switch (entry.facts["what"] ?? "") {
    case "status":
      return { ...known, status: after };
    case "severity":
      return { ...known, severity: severityOf(after) };
    case "owner":
      return { ...known, ownerPersonId: after };
    default:
      return known;
  }
}

function followRequest(
  known: NonNullable<Background["request"]>,
  entry: Entry,
): NonNullable<Background["request"]> {
  const said = entry.facts["action"] ?? entry.call?.path.split(":").at(-1);
  return {
    action: actions.find((action) => action === said) ?? known.action,
    status: requestStatusOf(entry) ?? known.status,
  };
}

/** The request's status that this entry fixes; null where it fixes none. */
function requestStatusOf(entry: Entry): string | null {
  const [noun] = entry.type.split(".");
  if (noun !== "request" && noun !== "outcome") return null;
  if (typeof entry.after === "string") return entry.after;
  // Where a reading stands in `after`, the outcome says what became of the request.
  return noun === "outcome"
    ? (entry.outcome?.result ?? null)
    : entry.type === "request.released"
      ? "approved"
      : null;
}

function severityOf(word: string | null | undefined): Severity | null {
  return Severity.safeParse(word).data ?? null;
}
