/**
 * A command for any POSIX shell that sends a body to a source, signed or with a key in a fixed header. The secret isn't
 * in it: it is shown once, so whoever pastes this puts theirs in. Time and id are made by the shell.
 */
export function sampleCommand({
  url,
  body,
  unsigned,
}: {
  url: string;
  body: string;
  unsigned: boolean;
}): string {
  const quoted = body.trim().replaceAll("'", String.raw`'\''`);
  if (unsigned) {
    return [
      "key='cs_PUT_THE_API_KEY_HERE'",
      `body='${quoted}'`,
      `curl -sS '${url}' -H 'content-type: application/json' \\`,
      '  -H "authorization: Bearer $key" --data-raw "$body"',
    ].join("\n");
  }
  return [
    "secret='whsec_PUT_THE_SECRET_HERE'",
    `body='${quoted}'`,
    'id="msg_$(od -An -N8 -tx8 /dev/urandom | tr -d " ")"; ts="$(date +%s)"',
    `key="$(printf '%s' "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')"`,
    `signature="$(printf '%s' "$id.$ts.$body" \\`,
    '  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"',
    `curl -sS '${url}' -H 'content-type: application/json' \\`,
    '  -H "webhook-id: $id" -H "webhook-timestamp: $ts" -H "webhook-signature: v1,$signature" \\',
    '  --data-raw "$body"',
  ].join("\n");
}
