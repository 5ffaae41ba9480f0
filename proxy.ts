import { randomBytes } from "node:crypto";

import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";

import { bodyLimitOf } from "#lib/server/guard/body-limits.ts";
import { checkBody } from "#lib/server/guard/check-body.ts";
import { planRequest } from "#lib/server/guard/plan-request.ts";
import { responseHeaders } from "#lib/server/guard/response-headers.ts";
import { describeRefusal, problemResponse } from "#lib/server/problem.ts";
import { services } from "#lib/server/services.ts";
import { sessionCookie } from "#lib/server/session/cookies.ts";
import { pathHeader } from "#lib/server/session/path-header.ts";
import { signInPath } from "#lib/server/session/safe-path.ts";

/** Runs before everything else, for every path: guard, nonce, headers, the way to the sign-in page. */
export async function proxy(request: NextRequest): Promise<Response> {
  const { publicUrl, oidc } = services().env;
  const nonce = randomBytes(16).toString("base64");
  const headers = responseHeaders({ publicUrl, issuer: oidc.issuer, nonce });
  const { pathname, search } = request.nextUrl;
  const plan = planRequest({
    method: request.method,
    pathname,
    headers: request.headers,
    hasSessionCookie: request.cookies.has(sessionCookie(publicUrl).name),
    publicUrl,
  });
  switch (plan.do) {
    case "refuse":
      return withHeaders(problemResponse(describeRefusal(plan.refusal)), headers);
    case "not_found":
      return withHeaders(new Response(null, { status: 404 }), headers);
    case "not_allowed":
      return withHeaders(
        new Response(null, { status: 405, headers: { allow: plan.allow.join(", ") } }),
        headers,
      );
    case "sign_in": {
      const to = `${publicUrl}${signInPath({ from: `${pathname}${search}` })}`;
      return withHeaders(NextResponse.redirect(to), { ...headers, "cache-control": "no-store" });
    }
    case "pass": {
      if (plan.readsBody) {
        const refusal = await checkBody({
          contentType: request.headers.get("content-type") ?? "",
          isCall: request.headers.has("next-action"),
          body: request.clone().body,
          limitBytes: bodyLimitOf(pathname),
        });
        if (refusal !== null) return withHeaders(problemResponse(describeRefusal(refusal)), headers);
      }
      const passed = NextResponse.next({
        request: { headers: inwardHeaders({ request, headers, nonce, publicUrl }) },
      });
      return withHeaders(passed, plan.isFile ? headers : { ...headers, "cache-control": "no-store" });
    }
  }
}

/** What pages and routes see. Next takes the nonce from the policy, and checks actions against the forwarded host. */
function inwardHeaders(input: {
  request: NextRequest;
  headers: Record<string, string>;
  nonce: string;
  publicUrl: string;
}): Headers {
  const { request, headers, nonce, publicUrl } = input;
  const inward = new Headers(request.headers);
  const { host, protocol } = new URL(publicUrl);
  inward.set("x-forwarded-host", host);
  inward.set("x-forwarded-proto", protocol.slice(0, -1));
  inward.set("x-nonce", nonce);
  inward.set("content-security-policy", headers["content-security-policy"] ?? "");
  inward.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return inward;
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
