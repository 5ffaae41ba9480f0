import { expect, test } from "vitest";

import { safePath, signInPath } from "./safe-path.ts";

test("paths of the console are kept with their query", () => {
  for (const path of ["/cases", "/cases/IR-1042?panel=timeline&q=a%2Fb", "/", "/users/ABC"]) {
    expect(safePath(path)).toBe(path);
  }
});

test("whatever a browser could take for another host is refused", () => {
  for (const path of [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "evil.example",
    " /cases",
    "/..//evil.example",
    "/cases/..//evil.example",
    "",
    null,
    undefined,
    `/${"a".repeat(1000)}`,
  ]) {
    expect(safePath(path), String(path)).toBeNull();
  }
});

test("the doors of the sign-in and the API are no place to come back to", () => {
  for (const path of [
    "/api/auth/sign-out",
    "/api",
    "/sign-in",
    "/sign-in?from=/cases",
    "/_next/static/x",
    "/x/../api/y",
  ]) {
    expect(safePath(path), path).toBeNull();
  }
  expect(safePath("/apis")).toBe("/apis");
});

test("the sign-in page's address carries the way back and the wish to be seen anew", () => {
  expect(signInPath({ from: "/cases?x=1" })).toBe("/sign-in?from=%2Fcases%3Fx%3D1");
  expect(signInPath({ from: "/approvals", again: true })).toBe("/sign-in?again=1&from=%2Fapprovals");
  expect(signInPath({ from: "//evil.example" })).toBe("/sign-in");
});
