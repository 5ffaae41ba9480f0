import { z } from "zod";
import { type Severity, severityRank } from "./severity.ts";

/** `auto` tells formats apart by their shape, event by event; the others say whose events to expect. */
export const sourcePresets = [
  "auto",
  "onepassword",
  "okta",
  "entra",
  "sentinel",
  "defender",
  "duo",
  "push",
  "panther",
  "elastic",
  "ocsf",
  "cloudevents",
  "generic",
] as const;
export const SourcePreset = z.enum(sourcePresets);
export type SourcePreset = z.infer<typeof SourcePreset>;

export const presetWords: Readonly<Record<SourcePreset, { label: string; hint: string }>> = {
  auto: { label: "Automatic", hint: "Tells formats apart by their shape, event by event." },
  onepassword: { label: "1Password", hint: "Sign-in attempts, item usages, audit events." },
  okta: { label: "Okta", hint: "System Log, also as event hook." },
  entra: { label: "Entra ID", hint: "Risk detections, risky users, sign-ins, directory audit." },
  sentinel: { label: "Sentinel", hint: "Incidents, as a playbook sends them." },
  defender: { label: "Defender", hint: "Incidents and alerts of Microsoft Graph." },
  duo: { label: "Duo", hint: "Authentications and administrator actions." },
  push: { label: "Push Security", hint: "Webhook events." },
  panther: { label: "Panther", hint: "Alerts of the custom webhook." },
  elastic: { label: "Elastic", hint: "Alerts of a connector, dotted or nested." },
  ocsf: { label: "OCSF", hint: "Detection findings and authentications." },
  cloudevents: { label: "CloudEvents", hint: "Envelopes; what is inside is read by its own shape." },
  generic: { label: "Generic", hint: "Takes every event as the plain shape: title, severity, user." },
};

/** `alerts`: every event is a signal. `log`: events tell about people; only what reaches the threshold is a signal. */
export const SourceKind = z.enum(["alerts", "log"]);
export type SourceKind = z.infer<typeof SourceKind>;

/** From which severity on an event of a new source opens a case, where nobody says otherwise. */
export const usualThreshold = { alerts: "informational", log: "high" } as const satisfies Record<
  SourceKind,
  Severity
>;

/** Weaker than the source's threshold: joins an open case, opens none. */
export function isBelow(severity: Severity, threshold: Severity): boolean {
  return severityRank(severity) < severityRank(threshold);
}

const domain =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** Put behind user names that have no domain of their own. */
export const DefaultDomain = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^@/, ""))
  .refine((text) => text === "" || domain.test(text), {
    error: "A default domain looks like example.com.",
  });
