import { describe, expect, it } from "vitest";
import { isRepeat } from "./detection.ts";
import { failedSignIns, newAddress, severalPlaces, unusualClient } from "./sign-ins.ts";
import { anchorsByArrival, atMs, dayMs, homer, hourMs, judge, minuteMs, signIn } from "./test-events.ts";

describe("a sign-in from a new address", () => {
  it("is told, about who signed in", () => {
    const found = judge(newAddress, signIn(0));
    expect(found).toMatchObject({ subject: { email: "wendy@acme.example" }, foundAt: "target_user" });
    expect(judge(newAddress, signIn(0, { type: "mfa_ok" }))).not.toBeNull();
  });

  it("isn't one while the same person signed in from there within 14 days", () => {
    expect(judge(newAddress, signIn(14 * dayMs), [signIn(0)])).toBeNull();
    expect(judge(newAddress, signIn(14 * dayMs + 1), [signIn(0)])).not.toBeNull();
  });

  it("is one although somebody else, or a failed try, came from there, or a later sign-in is known", () => {
    const others = [
      signIn(0, { target_user: homer }),
      signIn(1, { category: "credentials_failed", type: "password_secret_bad" }),
      signIn(2 * hourMs),
    ];
    expect(judge(newAddress, signIn(hourMs), others)).not.toBeNull();
  });

  it("isn't told of failures, of the firewall's reports, nor without an address", () => {
    expect(judge(newAddress, signIn(0, { category: "mfa_failed", type: "totp_bad" }))).toBeNull();
    expect(judge(newAddress, signIn(0, { type: "all_blocked" }))).toBeNull();
    expect(judge(newAddress, signIn(0, { client: {} }))).toBeNull();
  });

  it("is told once for an address, also where the earlier one comes in later", () => {
    const [early, late] = [signIn(0), signIn(hourMs)];
    const found = judge(newAddress, late);
    const again = judge(newAddress, early, [late]);
    expect(again?.repeatKey).toBe(found?.repeatKey);
    expect(isRepeat(newAddress, early.at, [late.at])).toBe(true);
  });
});

describe("an unusual client", () => {
  it("is any app that isn't one of 1Password's, whether the sign-in succeeds or not", () => {
    expect(judge(unusualClient, signIn(0, { app: "Bartco 1Password Manager" }))).not.toBeNull();
    expect(
      judge(unusualClient, signIn(0, { app: "op-dump", category: "credentials_failed", type: "" })),
    ).not.toBeNull();
  });

  it("isn't one of 1Password's own, in any case, nor one without a name", () => {
    for (const app of ["1Password CLI", "1password for web", "1Password SDK", "1Password SCIM Bridge"])
      expect(judge(unusualClient, signIn(0, { app }))).toBeNull();
    expect(judge(unusualClient, signIn(0, { client: { ip_address: "192.0.2.1" } }))).toBeNull();
  });

  it("is told again after 120 minutes and not before", () => {
    expect(isRepeat(unusualClient, atMs(120 * minuteMs - 1), [atMs(0)])).toBe(true);
    expect(isRepeat(unusualClient, atMs(120 * minuteMs), [atMs(0)])).toBe(false);
    const [one, other] = [signIn(0, { app: "a" }), signIn(0, { app: "a", target_user: homer })];
    expect(judge(unusualClient, one)?.repeatKey).not.toBe(judge(unusualClient, other)?.repeatKey);
  });
});

describe("sign-ins from several places", () => {
  it("are told for two countries within an hour and not beyond", () => {
    const there = signIn(hourMs, { country: "AR" });
    expect(judge(severalPlaces, there, [signIn(0)])?.description).toBe("AR, FR");
    expect(judge(severalPlaces, signIn(hourMs + 1, { country: "AR" }), [signIn(0)])).toBeNull();
  });

  it("are told the same whichever comes in last", () => {
    const [one, other] = [signIn(0), signIn(hourMs, { country: "AR" })];
    expect(anchorsByArrival(severalPlaces, [one, other])).toEqual([other.uuid, other.uuid]);
  });

  it("aren't told for one country in two spellings, two people, or a try that failed", () => {
    expect(judge(severalPlaces, signIn(1, { country: "France" }), [signIn(0)])).toBeNull();
    expect(judge(severalPlaces, signIn(1, { country: "AR", target_user: homer }), [signIn(0)])).toBeNull();
    const failed = signIn(0, { category: "credentials_failed", country: "AR" });
    expect(judge(severalPlaces, signIn(1), [failed])).toBeNull();
    expect(judge(severalPlaces, failed, [signIn(1)])).toBeNull();
    expect(judge(severalPlaces, signIn(1, { country: null }), [signIn(0)])).toBeNull();
  });

  it("repeat for an hour", () => {
    expect(isRepeat(severalPlaces, atMs(hourMs - 1), [atMs(0)])).toBe(true);
    expect(isRepeat(severalPlaces, atMs(hourMs), [atMs(0)])).toBe(false);
  });
});

describe("failed sign-ins", () => {
  const failed = (ms: number, category = "credentials_failed") => signIn(ms, { category, type: "" });

  it("are told from the fifth within 15 minutes on", () => {
    const four = [0, 1, 2, 3].map((minute) => failed(minute * minuteMs));
    expect(judge(failedSignIns, failed(15 * minuteMs, "mfa_failed"), four)).not.toBeNull();
    expect(judge(failedSignIns, failed(15 * minuteMs + 1), four)).toBeNull();
    expect(judge(failedSignIns, failed(5 * minuteMs), four.slice(1))).toBeNull();
  });

  it("are the same finding whichever of them comes in last", () => {
    const five = [0, 1, 2, 3, 4].map((minute) => failed(minute * minuteMs));
    expect(new Set(anchorsByArrival(failedSignIns, five))).toEqual(new Set([five[4]?.uuid]));
  });

  it("aren't counted over people, nor with single sign-on, old apps or the firewall", () => {
    const four = [0, 1, 2, 3].map((minute) => failed(minute * minuteMs));
    expect(
      judge(failedSignIns, signIn(5 * minuteMs, { category: "mfa_failed", target_user: homer }), four),
    ).toBeNull();
    for (const category of ["sso_failed", "modern_version_failed", "firewall_failed", "success"])
      expect(judge(failedSignIns, failed(5 * minuteMs, category), four)).toBeNull();
  });

  it("repeat for an hour", () => {
    expect(isRepeat(failedSignIns, atMs(hourMs - 1), [atMs(0)])).toBe(true);
    expect(isRepeat(failedSignIns, atMs(hourMs), [atMs(0)])).toBe(false);
  });
});
