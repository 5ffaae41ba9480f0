import type { Env } from "#lib/server/env.ts";
import type { Limits } from "#lib/server/limits.ts";
import type { Services } from "#lib/ports/services.ts";

import type { OpenIdSettings } from "./open-id.ts";

/** What signing in and out rests on. */
export interface SignInServices extends Pick<Services, "stores" | "clock" | "ids" | "simulated"> {
  env: Pick<Env, "publicUrl" | "oidc">;
  keys: { cookieSecret: string };
  log: { info: (fields: object, message: string) => void; warn: (fields: object, message: string) => void };
  limits: Pick<Limits, "failedSignIns" | "startedSignIns">;
}

export function openIdSettings({ env, keys }: Pick<SignInServices, "env" | "keys">): OpenIdSettings {
  const { issuer, clientId, clientSecret } = env.oidc;
  return { publicUrl: env.publicUrl, issuer, clientId, clientSecret, cookieSecret: keys.cookieSecret };
}

/** `peer-address.mjs` put it there from the socket or a trusted proxy, over whatever the client sent. */
export function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for") ?? "unknown";
}

/** A redirect that is a GET, with cookies. `to` is a path of ours or the provider's address. */
export function redirectTo(to: string, setCookies: readonly string[]): Response {
  const headers = new Headers({ location: to, "cache-control": "no-store" });
  for (const cookie of setCookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

export function readCookies(request: Request): Record<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0) cookies.set(part.slice(0, at).trim(), decode(part.slice(at + 1).trim()));
  }
  return Object.fromEntries(cookies);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
