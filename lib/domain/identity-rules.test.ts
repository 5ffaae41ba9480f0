import fc from "fast-check";
import { expect, test } from "vitest";
import { findRule } from "./identity-rules.ts";

const byEmail = (email: string) => [{ identityClass: "shared" as const, email, department: null }];
const fits = (pattern: string, email: string) =>
  findRule(byEmail(pattern), { email, department: null }) !== null;

test("a star stands for any letters, everything else for itself", () => {
  expect(fits("*@partner.example", "Ann@Partner.example")).toBe(true);
  expect(fits("*@partner.example", "ann@partner.example.evil")).toBe(false);
  expect(fits("svc-*@*.example", "svc-backup@acme.example")).toBe(true);
  expect(fits("svc-*@*.example", "ann@acme.example")).toBe(false);
  expect(fits("a.b@acme.example", "axb@acme.example")).toBe(false);
  expect(fits("ab*ba", "aba")).toBe(false);
  expect(fits("*", "anybody@anywhere.example")).toBe(true);
});

test("whatever stands in place of the stars fits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z@.]{0,5}$/), { minLength: 1, maxLength: 5 }),
      fc.array(fc.stringMatching(/^[a-z@.]{0,5}$/), { minLength: 4, maxLength: 4 }),
      (pieces, filling) => {
        const text = pieces
          .map((piece, index) => (index === 0 ? piece : `${filling[index - 1] ?? ""}${piece}`))
          .join("");
        expect(fits(pieces.join("*"), text)).toBe(true);
      },
    ),
  );
});
