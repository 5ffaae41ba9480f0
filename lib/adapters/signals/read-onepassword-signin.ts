import { nobody, nothingSaid, Signal } from "#lib/domain/signal.ts";
import type { Severity } from "#lib/domain/severity.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { findFirst, type JsonObject } from "./find-field.ts";
import { readOnepasswordId } from "./find-people.ts";
import { readIp } from "./read-address.ts";
import type { EventContext } from "./read-event.ts";
import { isServiceAccount, readEmail } from "./read-email.ts";
import { readId } from "./read-id.ts";
import { readTime } from "./read-time.ts";

const categories: Readonly<Record<string, string>> = {
  success: "Sign-in succeeded",
  credentials_failed: "Sign-in failed: wrong credentials",
  mfa_failed: "Sign-in failed: second factor",
  sso_failed: "Sign-in failed: single sign-on",
  modern_version_failed: "Sign-in refused: app too old",
  firewall_failed: "Sign-in blocked by the firewall",
  firewall_reported_success: "Sign-in reported by the firewall",
};

/** Ids of 1Password have 26 characters, in old recordings 22. Shorter ones, like `1234`, come from tests. */
const shortestId = 20;

/**
 * Reads a sign-in attempt of 1Password's Events API, v1 or v2. Facts of the field: `target_user` may lack its `uuid`
 * (v2), old records say `client.ip`, `country` is an ISO code or a word, times have nanoseconds or an offset.
 */
export function readOnepasswordSignin(event: JsonObject, { receivedAt }: EventContext): Signal[] {
  const text = (path: string) => findFirst(event, [path], (value) => cleanText(value, 300))?.value ?? null;
  const category = text("category") ?? "unknown";
  const type = text("type") ?? "unknown";
  const { time, assumed } = readTime(findFirst(event, ["timestamp"], (value) => value)?.value, receivedAt);
  const uuid = findFirst(event, ["uuid"], readId)?.value ?? null;
  const signal: Signal = {
    ...nothingSaid,
    format: "onepassword.signin",
    nativeId: uuid,
    alertId: uuid,
    ruleId: cleanText(`onepassword.signin.${category}.${type}`, 300),
    title: titleOf(category, type),
    severity: severityOf(category),
    severityAssumed: false,
    confidence: null,
    subject: subjectOf(event),
    time,
    timeAssumed: assumed,
    ip: findFirst(event, ["client.ip_address", "client.ip"], readIp)?.value ?? null,
    attack: [],
    url: null,
    description: describe(text),
  };
  return [Signal.parse(signal)];
}

function severityOf(category: string): Severity {
  const name = category.toLowerCase();
  if (name.startsWith("firewall_")) return "medium";
  return name === "success" ? "informational" : "low";
}

function titleOf(category: string, type: string): string {
  const what = categories[category.toLowerCase()] ?? `Sign-in: ${inWords(category)}`;
  return cleanText(`${what} (${inWords(type)})`, 300) ?? "Sign-in";
}

function subjectOf(event: JsonObject): Signal["subject"] {
  const email = findFirst(event, ["target_user.email"], readEmail);
  const uuid = findFirst(event, ["target_user.uuid"], readOnepasswordId);
  const displayName = findFirst(event, ["target_user.name"], (value) => cleanText(value, 300))?.value ?? null;
  // A service account has an id as well; it is nobody whom anyone could suspend.
  if (findFirst(event, ["target_user.email"], (value) => isServiceAccount(value) || null)) {
    return { ...nobody, displayName };
  }
  const isId = uuid !== null && (uuid.value.length >= shortestId || email === null);
  return {
    ...nobody,
    onepasswordId: isId ? uuid.value : null,
    email: email?.value ?? null,
    displayName,
    foundAt: (isId ? uuid : email)?.at ?? null,
  };
}

/** What an analyst asks first: from where, and with what. */
function describe(text: (path: string) => string | null): string | null {
  const place = [text("location.city"), text("location.country") ?? text("country")].filter(
    (part) => part !== null,
  );
  const app = [text("client.app_name"), text("client.app_version")].filter((part) => part !== null);
  const system = [text("client.os_name"), text("client.os_version")].filter((part) => part !== null);
  const detail = text("details.value");
  const parts = [
    place.length > 0 ? `From ${place.join(", ")}` : null,
    app.length > 0 ? app.join(" ") : null,
    system.length > 0 ? `on ${system.join(" ")}` : null,
    detail === null ? null : `rule: ${detail}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : cleanText(parts.join(" · "), 4_000);
}
