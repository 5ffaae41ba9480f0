import type { Act, RequestStory } from "#lib/evidence/request-story.ts";
import type { ReportModel } from "#lib/evidence/report-model.ts";
import { html, type Html } from "./html.ts";

/** `2026-11-22T14:05:00.123Z` → `2026-11-22 14:05:00.123 UTC`. */
export function when(time: string | null): string {
  return time === null ? "not stated" : time.replace("T", " ").replace("Z", " UTC");
}

/** The time between two moments, e.g. `4 min 12 s`; below a minute to the millisecond. */
export function between(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const ms = Date.parse(to) - Date.parse(from);
  if (!Number.isFinite(ms) || ms < 0) return null;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(3)} s`;
  const seconds = Math.round(ms / 1_000);
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3_600)];
  const [minutes, rest] = [Math.floor((seconds % 3_600) / 60), seconds % 60];
  const parts = [
    [days, "d"],
    [hours, "h"],
    [minutes, "min"],
    [rest, "s"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

export function nameOf(act: Pick<Act, "personId" | "by">, { names }: Pick<ReportModel, "names">): string {
  if (act.personId !== null) return names.get(act.personId) ?? "somebody who was removed";
  return act.by === null ? "nobody known" : `key ${act.by}`;
}

const roleWords: Record<string, string> = {
  analyst: "analyst",
  iam_lead: "IAM lead",
  auditor: "auditor",
  administrator: "administrator",
};

/** Who acted, in which role and when, with their reason: one line. */
export function shortAct(act: Act, model: ReportModel): Html {
  return html`<b>${nameOf(act, model)}</b>${rolesOf(act)},
    ${when(act.at)}${act.reason === null ? null : html`: “${act.reason}”`}`;
}

function rolesOf({ roles }: Act): string {
  return roles.length === 0 ? "" : ` (${roles.map((role) => roleWords[role] ?? role).join(", ")})`;
}

/** Who acted, in which role, signed in how and when. */
export function signIn(act: Act, model: ReportModel): Html {
  const how = act.amr.length > 0 ? act.amr.join(" + ") : "method not stated";
  return html`<b>${nameOf(act, model)}</b>${rolesOf(act)}, ${when(act.at)}<br />
    <small
      >signed in ${when(act.authTime)},
      ${how}${act.iss === null ? "" : `, ${act.iss}`}${act.sub === null ? "" : `, subject ${act.sub}`}</small
    >${act.reason === null ? null : html`<blockquote>${act.reason}</blockquote>`}`;
}

/** The person a request is about. */
export function whom({ subject }: RequestStory): string {
  if (subject.name === null && subject.email === null) {
    return subject.userId === "" ? "a person" : `user ${subject.userId} (name and e-mail erased)`;
  }
  return subject.email === null ? (subject.name ?? "") : `${subject.name ?? ""} <${subject.email}>`;
}

const statusWords: Record<string, string> = {
  pending: "is waiting for a decision",
  approved: "was approved and not yet carried out",
  executing: "is being carried out",
  unknown: "was sent; whether it took effect isn't known",
  needs_attention: "was sent; the readings disagree and a person has to look",
  refused: "was refused by 1Password; no change was made",
  failed: "failed; nothing of it is in force",
  superseded: "was superseded by a newer suspension",
  denied: "was denied; nothing was sent",
  withdrawn: "was withdrawn; nothing was sent",
  expired: "expired; nothing was sent",
  stale: "became stale; nothing was sent",
};

/** The same without the name, for a list about one person: `suspension: was denied; nothing was sent`. */
export function shortStanding(story: RequestStory): string {
  const verb = story.action === "reactivate" ? "reactivation" : "suspension";
  if (story.status !== "succeeded") return `${verb} ${statusWords[story.status] ?? story.status}`;
  return `${verb} carried out, ${story.outcomeCode === "done" ? "confirmed by a reading after it" : "seen by reading"}`;
}

/** How it stands at the head, in a sentence. */
export function standing(story: RequestStory): string {
  const verb = story.action === "reactivate" ? "reactivation" : "suspension";
  const name = story.subject.name ?? whom(story);
  if (story.status === "succeeded") {
    const seen = story.outcomeCode === "done" ? "confirmed by a reading after it" : "seen by reading";
    return `${name} was ${story.action === "reactivate" ? "reactivated" : "suspended"} in 1Password, ${seen}`;
  }
  return `The ${verb} of ${name} ${statusWords[story.status] ?? `stands at ${story.status}`}`;
}
