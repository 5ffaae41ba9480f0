import { describe, expect, it } from "vitest";
import { detections, findDetection } from "./all-detections.ts";
import { standingOf } from "./detection.ts";
import { readCountry } from "./read-country.ts";
import { readSeenEvent } from "./read-seen-event.ts";
import { settings } from "./test-events.ts";

describe("the built-in detections", () => {
  it("have an id, a name and a sentence each", () => {
    expect(new Set(detections.map(({ id }) => id)).size).toBe(detections.length);
    expect(new Set(detections.map(({ name }) => name)).size).toBe(detections.length);
    for (const rule of detections) {
      expect(rule.id).toMatch(/^console\.[a-z]+(?:-[a-z]+)*$/);
      expect(rule.watches).toMatch(/\.$/);
      expect(rule.attack.every((technique) => /^T\d{4}(?:\.\d{3})?$/.test(technique))).toBe(true);
      expect(findDetection(rule.id)).toBe(rule);
    }
  });

  it("are on from the start, except those whose list is empty and what only a provisioned account has", () => {
    const waiting = detections.filter((rule) => standingOf(rule, settings()) !== "on").map(({ id }) => id);
    expect(waiting).toEqual([
      "console.risky-country",
      "console.added-to-privileged-group",
      "console.privileged-vault-rights",
      "console.sensitive-item-used",
      "console.invited-by-hand",
    ]);
  });

  it("can each be switched off", () => {
    for (const rule of detections) expect(standingOf(rule, settings({ off: [rule.id] }))).toBe("off");
  });

  it("judge nothing of an event that says nothing", () => {
    const given = settings({
      provisioned: true,
      lists: {
        sensitiveItems: ["a"],
        privilegedVaults: ["a"],
        privilegedGroups: ["a"],
        riskyCountries: ["KP"],
      },
    });
    for (const stream of ["signinattempts", "auditevents", "itemusages"] as const) {
      const event = readSeenEvent({ stream, uuid: "1", at: new Date(0), body: {} });
      for (const rule of detections) {
        expect(rule.looks(event)).toEqual([]);
        expect(rule.judge({ event, history: [], settings: given, states: [] })).toBeNull();
      }
    }
  });
});

describe("an event of 1Password's", () => {
  const at = new Date(0);

  it("is read whatever the case of its keys, old and new fields alike", () => {
    const event = readSeenEvent({
      stream: "signinattempts",
      uuid: "1",
      at,
      body: {
        Category: "Success",
        TARGET_USER: { Email: "A@B.example", UUID: "1234" },
        client: { ip: "::1" },
      },
    });
    expect(event).toMatchObject({
      category: "success",
      ip: "::1",
      user: { id: null, email: "a@b.example", isPerson: true },
    });
  });

  it("names no person where an application or a service account acted", () => {
    const actor = (body: Record<string, string | object>) => {
      const event = readSeenEvent({ stream: "auditevents", uuid: "1", at, body });
      return event.stream === "auditevents" && event.actor.isPerson;
    };
    expect(actor({ actor_uuid: "A".repeat(26), actor_type: "user" })).toBe(true);
    expect(actor({ actor_uuid: "A".repeat(26) })).toBe(true);
    expect(actor({ actor_uuid: "A".repeat(26), actor_type: "users_api" })).toBe(false);
    expect(actor({ actor_details: { email: "x@1passwordserviceaccounts.com" } })).toBe(false);
  });

  it("has one spelling of a country", () => {
    expect(["France", "fr", " FR "].map(readCountry)).toEqual(["FR", "FR", "FR"]);
    expect(readCountry("United Kingdom")).toBe("GB");
    expect(readCountry("Atlantis")).toBe("ATLANTIS");
    expect(readCountry(" ")).toBeNull();
  });
});
