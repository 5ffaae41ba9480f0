import { describe, expect, it } from "vitest";
import { isRepeat } from "./detection.ts";
import { atMs, audit, homer, hourMs, judge, minuteMs, settings, usage, wendy } from "./test-events.ts";
import { invitedByHand, riskyCountry, sensitiveItemUsed } from "./watched.ts";

describe("an audit event from a risky country", () => {
  const listed = { settings: settings({ lists: { riskyCountries: ["KP"] } }) };
  const from = (country: string) => audit(0, "view", "report", { location: { country } });

  it("is told about the actor, for a country of the list in either spelling", () => {
    expect(judge(riskyCountry, from("kp"), [], listed)?.subject.id).toBe(homer.uuid);
    expect(judge(riskyCountry, from("North Korea"), [], listed)).not.toBeNull();
  });

  it("isn't told of another country, of none, nor with an empty list", () => {
    expect(judge(riskyCountry, from("KR"), [], listed)).toBeNull();
    expect(judge(riskyCountry, audit(0, "view", "report"), [], listed)).toBeNull();
    expect(judge(riskyCountry, from("KP"))).toBeNull();
  });

  it("repeats for an hour", () => {
    expect(isRepeat(riskyCountry, atMs(hourMs - 1), [atMs(0)])).toBe(true);
    expect(isRepeat(riskyCountry, atMs(hourMs), [atMs(0)])).toBe(false);
  });
});

describe("the use of a sensitive item", () => {
  const listed = { settings: settings({ lists: { sensitiveItems: ["ITEMITEMITEMITEMITEMITEMIT"] } }) };

  it("is told about who used it, for an item of the list in any case, however it was used", () => {
    for (const action of ["reveal", "fill", ""])
      expect(judge(sensitiveItemUsed, usage(0, action), [], listed)?.subject.id).toBe(wendy.uuid);
  });

  it("isn't told of another item nor with an empty list", () => {
    expect(judge(sensitiveItemUsed, usage(0, "reveal", { item_uuid: "other" }), [], listed)).toBeNull();
    expect(judge(sensitiveItemUsed, usage(0, "reveal"))).toBeNull();
  });

  it("repeats for 30 minutes, for each person and item", () => {
    expect(isRepeat(sensitiveItemUsed, atMs(30 * minuteMs - 1), [atMs(0)])).toBe(true);
    expect(isRepeat(sensitiveItemUsed, atMs(30 * minuteMs), [atMs(0)])).toBe(false);
    const keys = [wendy, homer].map(
      (user) => judge(sensitiveItemUsed, usage(0, "reveal", { user }), [], listed)?.repeatKey,
    );
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe("an invitation by hand", () => {
  const provisioned = { settings: settings({ provisioned: true }) };
  const invite = (given = {}) => audit(0, "create", "invite", { aux_info: "new@acme.example", ...given });

  it("is told about who invited, with whom, in an account that is provisioned", () => {
    expect(judge(invitedByHand, invite(), [], provisioned)).toMatchObject({
      subject: { id: homer.uuid },
      description: "Invited: new@acme.example",
    });
    expect(judge(invitedByHand, invite())).toBeNull();
  });

  it("isn't one by a service account or an application", () => {
    const robot = { uuid: "", name: "scim", email: "scim@1passwordserviceaccounts.com" };
    expect(judge(invitedByHand, invite({ by: robot }), [], provisioned)).toBeNull();
    const application = invite({ actor_details: null, actor_type: "application" });
    expect(judge(invitedByHand, application, [], provisioned)).toBeNull();
  });
});
