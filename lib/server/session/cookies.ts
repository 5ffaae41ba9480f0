import type { CookieOption } from "next-auth";

import { absoluteMs } from "./check-session.ts";

export interface SessionCookie {
  name: string;
  options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean; maxAge: number };
}

/** `__Host-` binds a cookie to this host and to https. Browsers refuse the prefix on plain http, loopback included. */
function nameOf(publicUrl: string, rest: string): string {
  return publicUrl.startsWith("https://") ? `__Host-countersign-${rest}` : `countersign-${rest}`;
}

/**
 * Lax and not Strict, because links from mail and chat must land signed in. What changes something is guarded apart
 * (lib/server/guard).
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  return {
    name: nameOf(publicUrl, "session"),
    options: {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: publicUrl.startsWith("https://"),
      maxAge: absoluteMs / 1000,
    },
  };
}

export type FlowCookies = Record<
  "callbackUrl" | "csrfToken" | "pkceCodeVerifier" | "state" | "nonce",
  CookieOption
>;

/** What next-auth keeps in the browser while somebody is at the identity provider: ten minutes at most. */
export function flowCookies(publicUrl: string): FlowCookies {
  const cookie = (rest: string): CookieOption => ({
    name: nameOf(publicUrl, rest),
    options: {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: publicUrl.startsWith("https://"),
      maxAge: 600,
    },
  });
  return {
    callbackUrl: cookie("oidc-from"),
    csrfToken: cookie("oidc-csrf"),
    pkceCodeVerifier: cookie("oidc-pkce"),
    state: cookie("oidc-state"),
    nonce: cookie("oidc-nonce"),
  };
}
