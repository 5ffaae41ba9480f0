import type { EntryDraft, PrivateText } from "#lib/domain/entry.ts";
import { narrowerState, tellNarrower } from "#lib/domain/narrower-words.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import { subjectHolder } from "./append-entries.ts";
import { aboutRequest } from "./move-request.ts";
import type { Sealable } from "./seal-request.ts";

/** The entry of a request that was made: what it rests on, what the policy said, and what was answered. */
export function tellSubmission(
  record: RequestRecord,
  input: Sealable & {
    titles: ReadonlyMap<string, string>;
    /** The mass incident that it is part of. */
    incidentId: string | null;
    /** Who proposed what a person adopted here; null where nobody did. */
    adopted: string | null;
  },
): EntryDraft {
  const { causes, verdict, identity, narrower, named, reading } = input;
  const holder = subjectHolder(record.accountId, record.subjectId);
  const validated = causes.filter((cause) => cause.validated);
  const facts: Record<string, string> = {
    action: input.action,
    approvers: String(verdict.approvers),
    causes: String(causes.length),
    validated: String(validated.length),
    identityClass: identity.identityClass,
    narrowerStep: narrowerState(narrower),
  };
  if (identity.isProtected) facts["protected"] = "yes";
  if (verdict.outsidePolicy) facts["outsidePolicy"] = "yes";
  if (input.drill) facts["drill"] = "yes";
  if (input.singleOrigin !== null) facts["singleOrigin"] = input.singleOrigin;
  if (input.adopted !== null) facts["adopted"] = input.adopted;
  if (input.incidentId !== null) facts["incident"] = input.incidentId;
  if (named !== null) facts["ownerOrPartner"] = named.informed ? "informed" : "not_informed";
  const texts: [string, string][] = [
    ["reason", input.reason],
    ["subject.name", reading.name],
    ["subject.email", reading.email],
    ["validation", validated.map(({ id, how }) => `${input.titles.get(id) ?? id}: ${how}`).join("\n")],
    ["narrower", tellNarrower(narrower).join("\n")],
    ["named", named?.who ?? ""],
  ];
  return {
    ...aboutRequest(record),
    type: "request.submitted",
    cause: { signals: causes.map(({ id }) => id), policy: record.policy },
    before: { state: reading.state, readAt: reading.readAt.toISOString() },
    after: "pending",
    facts,
    private: texts
      .filter(([, text]) => text !== "")
      .map(([field, text]): PrivateText => ({ field, holder, text })),
  };
}
