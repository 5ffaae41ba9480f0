import type { Account } from "./account.ts";
import { type HttpAnswer, jsonAnswer } from "./answer.ts";
import { checkBasic } from "./applications.ts";
import type { Call } from "./call.ts";
import { digestToken, makeToken } from "./tokens.ts";

const noStore = { "cache-control": "no-store", pragma: "no-cache" };

/** The token endpoint: client credentials by HTTP Basic, and nothing else (RFC 6749 §4.4). */
export function issueToken(account: Account, call: Call): HttpAnswer {
  const application = checkBasic(account.applications.values(), call.authorization);
  if (application === null) return invalidClient();
  const form = readForm(call);
  if (form === null || form.has("client_id") || form.has("client_secret")) return refuse("invalid_request");
  if (form.get("grant_type") !== "client_credentials") return refuse("unsupported_grant_type");
  const scope = form.get("scope");
  if (scope !== null && scope !== "openid") return refuse("invalid_scope");
  const token = makeToken();
  const lifetimeSeconds = account.modes.tokenLifetimeSeconds;
  account.addToken({
    digest: digestToken(token),
    application: application.name,
    expiresAt: account.now().getTime() + lifetimeSeconds * 1000,
  });
  const granted = scope === null ? {} : { scope };
  return jsonAnswer(
    200,
    { access_token: token, token_type: "bearer", expires_in: lifetimeSeconds, ...granted },
    noStore,
  );
}

/** The revocation endpoint: 200 without a body, for unknown tokens too (RFC 7009). */
export function revokeToken(account: Account, call: Call): HttpAnswer {
  const application = checkBasic(account.applications.values(), call.authorization);
  if (application === null) return invalidClient();
  const token = readForm(call)?.get("token");
  if (!token) return refuse("invalid_request");
  const known = account.tokens.get(digestToken(token));
  if (known?.application === application.name) account.revokeToken(known.digest);
  return { kind: "http", status: 200, headers: noStore, body: "" };
}

function readForm(call: Call): URLSearchParams | null {
  const type = call.contentType?.split(";")[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded" ? new URLSearchParams(call.body) : null;
}

function refuse(error: string): HttpAnswer {
  return jsonAnswer(400, { error }, noStore);
}

function invalidClient(): HttpAnswer {
  return jsonAnswer(401, { error: "invalid_client" }, { ...noStore, "www-authenticate": "Basic" });
}
