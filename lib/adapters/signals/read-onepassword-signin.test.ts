import { describe, expect, it } from "vitest";
import { readEvent } from "./read-event.ts";

const receivedAt = new Date("2027-03-01T12:00:00.000Z");
const context = { source: "onepassword", preset: "auto", receivedAt };

const signin = {
  uuid: "VQ7QW3XGHTSLMEZCG5NYAHDUE4",
  session_uuid: "AZ6JTYHPUVR4TJLTBWLEPNDBVA",
  timestamp: "2027-03-01T08:54:19.716235495-03:00",
  country: "AR",
  category: "credentials_failed",
  type: "password_secret_bad",
  details: null,
  target_user: { uuid: "IR7VJHJ36JHINBFAD7V2T5MP3E", name: "Wendy Appleseed", email: "Wendy@Example.org" },
  client: {
    app_name: "1Password Browser Extension",
    app_version: "1109",
    platform_name: "Chrome",
    os_name: "MacOSX",
    os_version: "15.1",
    ip_address: "192.0.2.254",
  },
  location: { country: "Argentina", city: "Rosario", latitude: -32.9, longitude: -60.6 },
};

describe("a sign-in attempt of 1Password", () => {
  it("is read with subject, rule, time, address and what an analyst asks first", () => {
    expect(readEvent(signin, context)).toEqual([
      {
        format: "onepassword.signin",
        nativeId: "VQ7QW3XGHTSLMEZCG5NYAHDUE4",
        revision: null,
        alertId: "VQ7QW3XGHTSLMEZCG5NYAHDUE4",
        ruleId: "onepassword.signin.credentials_failed.password_secret_bad",
        title: "Sign-in failed: wrong credentials (password secret bad)",
        kind: "other",
        context: false,
        severity: "low",
        severityAssumed: false,
        confidence: null,
        subject: {
          onepasswordId: "IR7VJHJ36JHINBFAD7V2T5MP3E",
          email: "wendy@example.org",
          providerId: null,
          username: null,
          displayName: "Wendy Appleseed",
          foundAt: "target_user.uuid",
        },
        related: [],
        time: new Date("2027-03-01T11:54:19.716Z"),
        timeText: "2027-03-01T08:54:19.716235495-03:00",
        timeAssumed: false,
        ip: "192.0.2.254",
        attack: [],
        url: null,
        description: "From Rosario, Argentina · 1Password Browser Extension 1109 · on MacOSX 15.1",
      },
    ]);
  });

  it.each([
    ["success", "credentials_ok", "informational"],
    ["mfa_failed", "totp_bad", "low"],
    ["sso_failed", "sso_user_mismatch", "low"],
    ["modern_version_failed", "modern_version_old", "low"],
    ["firewall_failed", "country_blocked", "medium"],
    ["firewall_reported_success", "ip_blocked", "medium"],
    ["made_up_later", "u2f_timout", "low"],
  ])("of category %s is %s", (category, type, severity) => {
    const [signal] = readEvent({ ...signin, category, type }, context);
    expect(signal).toMatchObject({ severity, ruleId: `onepassword.signin.${category}.${type}` });
  });

  it("of version 2 may lack the person's id: the e-mail is the key then", () => {
    const [signal] = readEvent(
      { ...signin, target_user: { name: "W", email: "w@example.org", type: "user" }, account_uuid: "X" },
      context,
    );
    expect(signal?.subject).toMatchObject({
      onepasswordId: null,
      email: "w@example.org",
      foundAt: "target_user.email",
    });
  });

  it("with an id that is none goes by the e-mail", () => {
    const [signal] = readEvent({ ...signin, target_user: { uuid: "1234", email: "w@example.org" } }, context);
    expect(signal?.subject).toMatchObject({ onepasswordId: null, email: "w@example.org" });
  });

  it("of a service account is about nobody", () => {
    const target_user = {
      uuid: "IR7VJHJ36JHINBFAD7V2T5MP3E",
      email: "x@1passwordserviceaccounts.com",
      name: "CI",
    };
    const [signal] = readEvent({ ...signin, target_user }, context);
    expect(signal?.subject).toMatchObject({ onepasswordId: null, email: null, displayName: "CI" });
  });

  it("of an old record has its address under another name", () => {
    const [signal] = readEvent({ ...signin, client: { ip: "192.0.2.1" } }, context);
    expect(signal?.ip).toBe("192.0.2.1");
  });

  it("is known by its keys in any case, and inside an envelope", () => {
    const { target_user, category, type, ...rest } = signin;
    const shouted = { ...rest, Target_User: target_user, CATEGORY: category, Type: type };
    expect(readEvent(shouted, context)[0]?.format).toBe("onepassword.signin");
    expect(readEvent({ specversion: "1.0", data: signin }, context)[0]?.format).toBe("onepassword.signin");
  });

  it("inside an alert stays with the alert, whose severity counts", () => {
    const [signal] = readEvent({ title: "Odd client", severity: "high", data: signin }, context);
    expect(signal).toMatchObject({
      format: "generic",
      severity: "high",
      subject: { email: "wendy@example.org" },
    });
  });

  it("is read as an unknown event where the source's preset says so", () => {
    expect(readEvent(signin, { ...context, preset: "generic" })[0]?.format).toBe("generic");
  });
});
