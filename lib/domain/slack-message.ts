import type { OutgoingType } from "./outgoing-types.ts";

export interface SlackInput {
  type: OutgoingType;
  caseKey: string | null;
  /** Severity of the case. */
  severity: string | null;
  request: {
    key: string;
    action: "suspend" | "reactivate";
    /** Milliseconds left to decide; null where nobody has to decide. */
    leftMs: number | null;
  } | null;
  part: string | null;
  /** The page, behind the sign-in. */
  link: string;
}

const verbs = { suspend: "Suspend", reactivate: "Reactivate" } as const;

/**
 * The text of an incoming-webhook message: verb, severity, case key and time left, and a link to the page. It holds no
 * button and no token: whoever follows it signs in and decides there, and a preview that fetches it changes nothing.
 */
export function slackText(input: SlackInput): string {
  const { type, request, severity, caseKey, part, link } = input;
  const parts = request
    ? [
        `*${verbs[request.action]}*`,
        headlineOf(type),
        severity,
        caseKey,
        request.key,
        timeLeft(request.leftMs),
      ]
    : [`*${headlineOf(type)}*`, severity, caseKey, part];
  const words = parts.filter((one): one is string => one !== null).map((one) => escapeSlack(one));
  return `${words.join(" · ")} · <${encodeURI(link)}|Open in Countersign>`;
}

function headlineOf(type: OutgoingType): string {
  switch (type) {
    case "request.paged":
      return "waits for a second person: approvers are paged";
    case "request.pending":
      return "waits for a second person";
    case "request.proposed":
      return "proposed by a machine: a person must adopt it";
    case "log.verification_failed":
      return "The check of the log found a fault";
    case "integration.failing":
      return "An integration fails";
    case "case.opened":
      return "Case opened";
    case "case.reopened":
      return "Case reopened";
    case "case.closed":
      return "Case closed";
    case "request.approved":
    case "request.denied":
    case "request.executing":
    case "request.expired":
    case "request.failed":
    case "request.needs_attention":
    case "request.refused":
    case "request.stale":
    case "request.succeeded":
    case "request.superseded":
    case "request.unknown":
    case "request.withdrawn":
      return type.slice("request.".length).replaceAll("_", " ");
  }
}

function timeLeft(leftMs: number | null): string | null {
  if (leftMs === null) return null;
  const minutes = Math.floor(leftMs / 60_000);
  if (minutes < 1) return "less than a minute left";
  return minutes < 120 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h left`;
}

/**
 * Slack reads `<…>` as a link, a mention or a command, so the three signs are written as entities. `@channel`, `@here`
 * and `@everyone` also work as plain text in other products that take the same message: an empty joiner parts them.
 */
export function escapeSlack(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "@\u2060");
}
