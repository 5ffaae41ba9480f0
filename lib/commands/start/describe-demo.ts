import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const demoSchema = z.object({
  personas: z.array(z.object({ name: z.string(), role: z.string() })),
  webhook: z.object({ secret: z.string().startsWith("whsec_"), url: z.url() }),
});

const roleNames: Record<string, string> = {
  analyst: "analyst",
  iam_lead: "IAM lead",
  auditor: "auditor",
  administrator: "administrator",
};

/** Lines on who can sign in and how to send an alert; null when the demo's data isn't there. */
export function describeDemo(dataDir: string): string[] | null {
  const demo = readDemo(dataDir);
  if (demo === null) return null;
  const width = Math.max(...demo.personas.map(({ name }) => name.length));
  return [
    "Sign in as",
    ...demo.personas.map(({ name, role }) => `  ${name.padEnd(width)}  ${roleNames[role] ?? role}`),
    "",
    "Send an alert (paste this line into another terminal, as often as you like)",
    "",
    buildAlertCommand(demo.webhook),
  ];
}

/**
 * One line for any POSIX shell that sends a signed alert (Standard Webhooks). Time and id are assigned inside the
 * headers, so that the line begins with curl and is new each time it is pasted.
 */
export function buildAlertCommand({ secret, url }: { secret: string; url: string }): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64").toString("hex");
  const body = JSON.stringify({
    title: "Impossible travel",
    severity: "high",
    user: { email: "wendy.appleseed@acme.example" },
  });
  const sign = `openssl dgst -sha256 -mac HMAC -macopt hexkey:${key} -binary | openssl base64 -A`;
  return [
    `curl -sS '${url}' -H 'content-type: application/json'`,
    '-H "webhook-timestamp: $((TS=$(date +%s)))"',
    '-H "webhook-id: msg_$((ID=$(od -An -N4 -tu4 /dev/urandom)))_$TS"',
    `-H "webhook-signature: v1,$(printf '%s' "msg_\${ID}_$TS.$TS."'${body}' | ${sign})"`,
    `--data-raw '${body}'`,
  ].join(" ");
}

function readDemo(dataDir: string): z.infer<typeof demoSchema> | null {
  try {
    return demoSchema.parse(JSON.parse(readFileSync(path.join(dataDir, "demo.json"), "utf8")));
  } catch {
    return null;
  }
}
