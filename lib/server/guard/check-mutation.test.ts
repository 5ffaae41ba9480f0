import { describe, expect, test } from "vitest";

import { actionLimitBytes, checkMutation, checkSize } from "./check-mutation.ts";
import type { Door } from "./check-mutation.ts";

const publicUrl = "https://countersign.acme.example";
const plain = "text/plain;charset=UTF-8";

/** A request of our own pages, as Chromium and React send it; null takes a header away. */
function check(door: Door, changes: Record<string, string | null> = {}): string {
  const own = { origin: publicUrl, "sec-fetch-site": "same-origin", "content-length": "120" };
  const types = {
    action: { "content-type": plain, "next-action": "40a1" },
    form: { "content-type": "application/x-www-form-urlencoded" },
    route: { "content-type": "application/json" },
  };
  const headers = new Headers();
  for (const [name, value] of Object.entries({ ...own, ...types[door], ...changes })) {
    if (value !== null) headers.set(name, value);
  }
  return checkMutation({ headers, publicUrl, door })?.code ?? "passes";
}

describe.each(["action", "form", "route"] as const)("through the door of a %s", (door) => {
  test("our own pages pass, and so do browsers that don't send Sec-Fetch-Site", () => {
    expect(check(door)).toBe("passes");
    expect(check(door, { "sec-fetch-site": null })).toBe("passes");
  });

  const origins = [
    null,
    "null",
    "",
    "https://evil.example",
    "garbage",
    `${publicUrl}/`,
    `${publicUrl}:443`,
    `${publicUrl}.evil.example`,
    "http://countersign.acme.example",
    "https://COUNTERSIGN.acme.example",
    `${publicUrl}, https://evil.example`,
  ];
  const sites = ["same-origin", "cross-site", "same-site", "none", "", null];
  const forwarded = ["evil.example", "countersign.acme.example", null];
  for (const origin of origins) {
    test(`an Origin of ${origin} is foreign, whatever else is sent`, () => {
      for (const site of sites) {
        for (const host of forwarded) {
          const changes = { origin, "sec-fetch-site": site, "x-forwarded-host": host, host };
          expect(check(door, changes)).toBe("foreign_origin");
        }
      }
    });
  }

  test("our own Origin with a Sec-Fetch-Site of another site is forged", () => {
    for (const site of ["cross-site", "same-site", "none", "SAME-ORIGIN", ""]) {
      expect(check(door, { "sec-fetch-site": site })).toBe("foreign_origin");
    }
  });

  test("a body that is too long, or whose length is no number, is too large", () => {
    expect(check(door, { "content-length": String(actionLimitBytes) })).toBe("passes");
    for (const length of ["", "-1", "1e3", "65537", "2000000", " ", "12, 12"]) {
      expect(check(door, { "content-length": length })).toBe("body_too_large");
    }
  });

  test("a compressed body isn't read", () => {
    expect(check(door, { "content-encoding": "identity" })).toBe("passes");
    expect(check(door, { "content-encoding": "gzip" })).toBe("unsupported_type");
  });

  test("types that no page of ours sends aren't read", () => {
    for (const type of [null, "", "text/plain", "text/html", "application/xml", "application/csp-report"]) {
      expect(check(door, { "content-type": type })).toBe("unsupported_type");
    }
  });
});

test("an action takes a form, or text exactly as React sends it, with the action's id", () => {
  expect(check("action", { "content-type": "multipart/form-data; boundary=x" })).toBe("passes");
  expect(check("action", { "content-type": plain, "next-action": null })).toBe("unsupported_type");
  expect(check("action", { "content-type": "text/plain; charset=latin1" })).toBe("unsupported_type");
  expect(check("action", { "content-type": "application/json" })).toBe("unsupported_type");
});

test("a route takes JSON only, a form's address forms only", () => {
  expect(check("route", { "content-type": "application/json; charset=utf-8" })).toBe("passes");
  expect(check("route", { "content-type": "multipart/form-data; boundary=x" })).toBe("unsupported_type");
  expect(check("route", { "content-type": plain, "next-action": "40a1" })).toBe("unsupported_type");
  expect(check("form", { "content-type": "multipart/form-data; boundary=x" })).toBe("passes");
  expect(check("form", { "content-type": "application/json" })).toBe("unsupported_type");
});

test("only an action may come without a length: Next passes it on as a stream, and the guard's reading ends it", () => {
  expect(check("action", { "content-length": null })).toBe("passes");
  expect(check("form", { "content-length": null })).toBe("body_too_large");
  expect(check("route", { "content-length": null })).toBe("body_too_large");
});

test("a length of many digits is no number to trust", () => {
  expect(checkSize("9".repeat(400), 10)?.status).toBe(413);
});
