import { DomainError } from "#lib/domain/errors.ts";

import { bodyLimitOf } from "./body-limits.ts";
import { checkMutation } from "./check-mutation.ts";
import type { Door } from "./check-mutation.ts";

export interface PlanInput {
  method: string;
  pathname: string;
  headers: { get(name: string): string | null };
  hasSessionCookie: boolean;
  publicUrl: string;
}

/** What `proxy.ts` does with a request, before Next or any code of a page sees it. */
export type Plan =
  | { do: "pass"; isFile: boolean; readsBody: boolean }
  | { do: "sign_in" }
  | { do: "refuse"; refusal: DomainError }
  | { do: "not_found" }
  | { do: "not_allowed"; allow: string[] };

const files = /^\/(_next\/static\/|favicon\.ico$|icon(\.svg|\.png)?$|apple-icon(\.png)?$|robots\.txt$)/;

/**
 * Decides by method, path and headers alone. It never lets anybody in: who may see or do what is decided behind it, from
 * the database. It only keeps foreign changes out and spares those without a cookie an empty page.
 */
export function planRequest(input: PlanInput): Plan {
  const { method, pathname, headers, hasSessionCookie, publicUrl } = input;
  const isReading = method === "GET" || method === "HEAD" || method === "OPTIONS";
  if (pathname.startsWith("/_next/image")) return { do: "not_found" };
  if (isReading && files.test(pathname)) return { do: "pass", isFile: true, readsBody: false };
  if (isReading && headers.get("next-action") !== null) return { do: "not_allowed", allow: ["POST"] };
  const isApi = pathname === "/api" || pathname.startsWith("/api/");
  if (isReading) {
    const isOpen = isApi || hasSessionCookie || pathname === "/sign-in";
    return isOpen ? { do: "pass", isFile: false, readsBody: false } : { do: "sign_in" };
  }
  // Machines bring a key or a signature with each request and no cookie: nothing of theirs can be forged from a page.
  // Their routes say precisely what is wrong with size and type.
  const isMachine =
    /^\/api\/v1\/(signals|ssf)\//.test(pathname) ||
    (pathname.startsWith("/api/v1/") && (headers.get("authorization") !== null || !hasSessionCookie));
  if (isMachine) return { do: "pass", isFile: false, readsBody: false };
  const refusal = checkMutation({
    headers,
    publicUrl,
    door: doorOf(pathname, isApi),
    limitBytes: bodyLimitOf(pathname),
  });
  if (refusal !== null) return { do: "refuse", refusal };
  if (!isApi && !hasSessionCookie) return { do: "refuse", refusal: new DomainError("not_signed_in") };
  return { do: "pass", isFile: false, readsBody: true };
}

function doorOf(pathname: string, isApi: boolean): Door {
  if (pathname.startsWith("/api/auth/")) return "form";
  return isApi ? "route" : "action";
}
