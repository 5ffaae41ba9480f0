/**
 * A command for any POSIX shell that sends one signed signal, for trying a new source. Time and id are made by the shell,
 * so that it can be pasted again and again.
 */
export function sampleDelivery({ url, secret }: { url: string; secret: string }): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64").toString("hex");
  const body = JSON.stringify({
    title: "Test signal",
    severity: "low",
    user: { email: "somebody@example.com" },
  });
  return [
    `body='${body}'`,
    'id="msg_$(od -An -N8 -tx8 /dev/urandom | tr -d " ")"; ts="$(date +%s)"',
    `signature="$(printf '%s' "$id.$ts.$body" \\`,
    `  | openssl dgst -sha256 -mac HMAC -macopt hexkey:${key} -binary | openssl base64 -A)"`,
    `curl -sS '${url}' -H 'content-type: application/json' \\`,
    '  -H "webhook-id: $id" -H "webhook-timestamp: $ts" -H "webhook-signature: v1,$signature" \\',
    '  --data-raw "$body"',
  ].join("\n");
}
