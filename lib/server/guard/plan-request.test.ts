import { expect, test } from "vitest";

import { planRequest } from "./plan-request.ts";
import { contentSecurityPolicy, responseHeaders } from "./response-headers.ts";

const publicUrl = "http://localhost:3000";

function plan(line: string, headers: Record<string, string> = {}, hasSessionCookie = false): string {
  const [method = "", pathname = ""] = line.split(" ");
  const planned = planRequest({
    method,
    pathname,
    headers: new Headers(headers),
    hasSessionCookie,
    publicUrl,
  });
  return planned.do === "refuse" ? planned.refusal.code : planned.do;
}
const own = { origin: publicUrl, "content-length": "2" };
const action = { ...own, "next-action": "40a1", "content-type": "text/plain;charset=UTF-8" };

test("a page without a session's cookie leads to the sign-in page, however its address is spelt", () => {
  const spellings = [
    "/",
    "/cases",
    "/cases/",
    "/cases.rsc",
    "/cases./",
    "//cases",
    "/%2fcases",
    "/cases/IR-1042",
  ];
  const bypasses = [
    {},
    { rsc: "1" },
    { "x-middleware-subrequest": "proxy:proxy:proxy" },
    { "next-router-prefetch": "1" },
  ];
  for (const pathname of [...spellings, "/sign-in/x", "/apis", "/cases.segments/_tree.segment.rsc"]) {
    for (const headers of bypasses) expect(plan(`GET ${pathname}`, headers), pathname).toBe("sign_in");
    expect(plan(`HEAD ${pathname}`)).toBe("sign_in");
  }
  expect(plan("GET /cases", {}, true)).toBe("pass");
  expect(plan("GET /sign-in")).toBe("pass");
  expect(plan("GET /_next/static/chunks/a.js")).toBe("pass");
  expect(plan("GET /favicon.ico")).toBe("pass");
});

test("the image optimiser isn't there", () => {
  for (const method of ["GET", "HEAD", "POST"]) {
    expect(plan(`${method} /_next/image`, {}, true)).toBe("not_found");
    expect(plan(`${method} /_next/image/x`, own, true)).toBe("not_found");
  }
});

test("an action by GET isn't allowed", () => {
  expect(plan("GET /cases", { "next-action": "40a1" }, true)).toBe("not_allowed");
  expect(plan("HEAD /cases", { "next-action": "40a1" }, true)).toBe("not_allowed");
});

test("an action needs our origin first, then a cookie", () => {
  expect(plan("POST /cases", action, true)).toBe("pass");
  expect(plan("POST /cases", action)).toBe("not_signed_in");
  expect(plan("POST /cases", { ...action, origin: "https://evil.example" }, true)).toBe("foreign_origin");
  expect(plan("POST /cases", { ...action, authorization: "Bearer x", origin: "null" }, true)).toBe(
    "foreign_origin",
  );
  for (const method of ["PUT", "PATCH", "DELETE", "QUERY", "post"]) {
    expect(plan(`${method} /cases`, { "content-type": "application/json" }, true)).toBe("foreign_origin");
  }
  expect(plan("POST /_next/static/x", {}, true)).toBe("foreign_origin");
});

test("a route that is asked with the cookie needs our origin; one asked with a key or signature does not", () => {
  const json = { "content-type": "application/json", "content-length": "2" };
  expect(plan("POST /api/v1/cases/IR-1042/requests", json, true)).toBe("foreign_origin");
  expect(plan("POST /api/v1/cases/IR-1042/requests", { ...json, ...own }, true)).toBe("pass");
  expect(plan("POST /api/v1/cases/IR-1042/requests", { ...json, authorization: "Bearer cs_x" }, true)).toBe(
    "pass",
  );
  expect(plan("POST /api/v1/cases/IR-1042/requests", json)).toBe("pass");
  expect(plan("POST /api/v1/signals/demo", {}, true)).toBe("pass");
  expect(plan("POST /api/v1/ssf/okta", {}, true)).toBe("pass");
  expect(plan("POST /api/auth/sign-out", { authorization: "Bearer cs_x" })).toBe("foreign_origin");
  expect(plan("POST /api/v2/x", {})).toBe("foreign_origin");
});

test("the policy allows nothing inline or evaluated for scripts, no frame around us and no base", () => {
  const policy = contentSecurityPolicy({
    publicUrl,
    issuer: "https://login.acme.example/tenant",
    nonce: "abc",
  });
  const scripts = policy.split("; ").find((part) => part.startsWith("script-src"));
  expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  for (const part of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self' https://login.acme.example",
  ]) {
    expect(policy.split("; ")).toContain(part);
  }
});

test("https is asked for over https only", () => {
  const input = { issuer: "https://login.acme.example", nonce: "abc" };
  expect(responseHeaders({ ...input, publicUrl })["strict-transport-security"]).toBeUndefined();
  const secure = responseHeaders({ ...input, publicUrl: "https://countersign.acme.example" });
  expect(secure["strict-transport-security"]).toMatch(/^max-age=63072000/);
});
