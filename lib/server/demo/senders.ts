/** What an event may know besides its own words. */
export interface EventContext {
  /** 32 hex digits, always the same for the same deed. */
  id: string;
  at: Date;
  userId: string;
  email: string;
  name: string;
}

/** An event as its sender would post it. */
export interface Event {
  source: SenderName;
  body: (context: EventContext) => object;
}

export type SenderName = "siem" | "okta" | "edr" | "mail" | "onepassword";

/** The senders of the history, with the preset of each one's source and the team that answers for it. */
export const senders: readonly { name: SenderName; preset: string; owner: string }[] = [
  { name: "siem", preset: "generic", owner: "Detection engineering" },
  { name: "okta", preset: "generic", owner: "Identity team" },
  { name: "edr", preset: "generic", owner: "Endpoint team" },
  { name: "mail", preset: "generic", owner: "Detection engineering" },
  { name: "onepassword", preset: "auto", owner: "Identity team" },
];

interface Told {
  rule: string;
  title: string;
  severity: "informational" | "low" | "medium" | "high" | "critical";
  text: string;
  ip?: string;
  technique?: string;
  confidence?: number;
}

/** A correlation rule of the SIEM. */
export function siem({ rule, title, severity, text, ip, technique, confidence }: Told): Event {
  return {
    source: "siem",
    body: ({ id, at, email, name }) => ({
      alert_id: `SIEM-${shortNumber(id)}`,
      rule_id: rule,
      title,
      severity,
      ...(confidence !== undefined && { confidence }),
      detection_timestamp: at.toISOString(),
      user: { email, name },
      ...(ip !== undefined && { source_ip: ip }),
      ...(technique !== undefined && { mitre: [technique] }),
      description: text,
      traceparent: `00-${id}-${id.slice(0, 16)}-01`,
      url: `https://siem.acme.example/alerts/${shortNumber(id)}`,
    }),
  };
}

/** A line of the identity provider's system log, as a hook passes it on. */
export function okta({ rule, title, severity, text, ip }: Told): Event {
  return {
    source: "okta",
    body: ({ id, at, email, name }) => ({
      uuid: dashed(id),
      rule,
      time: at.toISOString(),
      title,
      severity,
      actor: { id: `00u${id.slice(0, 17)}`, type: "User", alternateId: email, displayName: name },
      ...(ip !== undefined && { client: { ip } }),
      reason: text,
    }),
  };
}

/** A detection on somebody's computer. */
export function edr({ rule, title, severity, text, technique, host }: Told & { host: string }): Event {
  return {
    source: "edr",
    body: ({ id, at, email }) => ({
      id: `det:${id.slice(0, 20)}`,
      rule_id: rule,
      name: title,
      severity,
      timestamp: at.toISOString(),
      user_email: email,
      hostname: host,
      ...(technique !== undefined && { techniques: [technique] }),
      description: text,
      link: `https://edr.acme.example/detections/${id.slice(0, 20)}`,
    }),
  };
}

/** What the mail gateway found, or somebody marked in their mailbox. */
export function mail({ rule, title, severity, text }: Told): Event {
  return {
    source: "mail",
    body: ({ id, at, email }) => ({
      event_id: `mx-${id.slice(0, 12)}`,
      rule_id: rule,
      title,
      severity,
      created_at: at.toISOString(),
      userEmail: email,
      reason: text,
    }),
  };
}

type Category = "success" | "credentials_failed" | "mfa_failed" | "firewall_failed";

/** A sign-in attempt as 1Password's Events API gives it. */
export function signIn(
  category: Category,
  type: string,
  {
    ip,
    city,
    country,
    app = "1Password for Mac",
  }: { ip: string; city: string; country: string; app?: string },
): Event {
  return {
    source: "onepassword",
    body: ({ id, at, userId, email, name }) => ({
      uuid: id.slice(0, 26).toUpperCase(),
      session_uuid: id.slice(6).toUpperCase(),
      timestamp: at.toISOString(),
      category,
      type,
      country,
      target_user: { uuid: userId, name, email, type: "user" },
      client: { app_name: app, app_version: "8.12.4", ip_address: ip },
      location: { country, city },
    }),
  };
}

/** An event that names its subject in its own way, or nobody. */
export function loose(source: SenderName, body: (context: EventContext) => object): Event {
  return { source, body };
}

function shortNumber(id: string): number {
  return 10_000 + (Number.parseInt(id.slice(0, 8), 16) % 90_000);
}

function dashed(id: string): string {
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join("-");
}
