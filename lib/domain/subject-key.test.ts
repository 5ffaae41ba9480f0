import { expect, test } from "vitest";
import {
  exactEmailKey,
  isGuestKey,
  isUnlinkedId,
  lookKeyOf,
  storedLookKey,
  unlinkedId,
} from "./subject-key.ts";

test("an address is a key without blanks and in lower case, and nothing more is folded", () => {
  expect(exactEmailKey(" Wendy+Tag@Acme.Example ")).toBe("wendy+tag@acme.example");
  expect(exactEmailKey("\u00c9va@acme.example")).toBe("\u00e9va@acme.example");
  expect(exactEmailKey("e\u0301va@acme.example")).not.toBe(exactEmailKey("\u00e9va@acme.example"));
  // The Kelvin sign in lower case would be a k.
  expect(exactEmailKey("\u212aim@acme.example")).not.toBe("kim@acme.example");
});

test("look-alikes read the same to a careless eye, and only they have a second key", () => {
  expect(lookKeyOf("w\u0435ndy@acme.example")).toBe("wendy@acme.example");
  expect(storedLookKey("w\u0435ndy@acme.example")).toBe("wendy@acme.example");
  expect(storedLookKey("wendy@acme.example")).toBeNull();
});

test("a guest's address is told, and an id of ours can't be one of 1Password's", () => {
  expect(isGuestKey("wendy_acme.example#EXT#@tenant.example")).toBe(true);
  expect(isUnlinkedId(unlinkedId("x"))).toBe(true);
  expect(/^[A-Za-z0-9-]+$/.test(unlinkedId("x"))).toBe(false);
});
