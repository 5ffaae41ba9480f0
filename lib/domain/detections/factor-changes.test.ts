import { describe, expect, it } from "vitest";
import { isRepeat } from "./detection.ts";
import {
  firewallChanged,
  manyMfaChanges,
  mfaChanged,
  mfaOffForAll,
  serviceAccountMade,
  serviceAccountToken,
  ssoChanged,
} from "./factor-changes.ts";
import { anchorsByArrival, atMs, audit, dayMs, hourMs, homer, judge, wendy } from "./test-events.ts";

const onWendy = { on: wendy.uuid, object_details: wendy };

describe("a change of a user's MFA", () => {
  it("is told of each kind of change, about whom it was done to", () => {
    for (const action of ["enblmfa", "updatmfa", "disblmfa"])
      expect(judge(mfaChanged, audit(0, action, "user", onWendy))?.subject.id).toBe(wendy.uuid);
  });

  it("says whether somebody else did it", () => {
    expect(judge(mfaChanged, audit(0, "disblmfa", "user", onWendy))?.title).toContain("somebody else");
    const own = audit(0, "disblmfa", "user", { ...onWendy, by: wendy });
    expect(judge(mfaChanged, own)?.title).not.toContain("somebody else");
  });

  it("isn't one of the account's, nor Duo's", () => {
    expect(judge(mfaChanged, audit(0, "disblmfa", "account"))).toBeNull();
    expect(judge(mfaChanged, audit(0, "enblduo", "user", onWendy))).toBeNull();
  });
});

describe("many changes of MFA", () => {
  const changes = (times: number[], given = {}) =>
    times.map((ms) => audit(ms, "updatmfa", "user", { ...onWendy, ...given }));

  it("are told from the sixth within 24 hours on, about who did them", () => {
    const five = changes([0, hourMs, 2 * hourMs, 3 * hourMs, 4 * hourMs]);
    expect(judge(manyMfaChanges, audit(dayMs, "disblmfa", "user", onWendy), five)?.subject.id).toBe(
      homer.uuid,
    );
    expect(judge(manyMfaChanges, audit(dayMs + 1, "disblmfa", "user", onWendy), five)).toBeNull();
    expect(judge(manyMfaChanges, audit(dayMs, "disblmfa", "user", onWendy), five.slice(1))).toBeNull();
  });

  it("aren't counted over actors", () => {
    const five = changes([0, 1, 2, 3, 4], { by: wendy });
    expect(judge(manyMfaChanges, audit(5, "updatmfa", "user", onWendy), five)).toBeNull();
  });

  it("are the same finding whichever of them comes in last, and repeat for a day", () => {
    const six = changes([0, 1, 2, 3, 4, 5]);
    expect(new Set(anchorsByArrival(manyMfaChanges, six))).toEqual(new Set([six[5]?.uuid]));
    expect(isRepeat(manyMfaChanges, atMs(dayMs - 1), [atMs(0)])).toBe(true);
    expect(isRepeat(manyMfaChanges, atMs(dayMs), [atMs(0)])).toBe(false);
  });
});

describe("what an audit event settles by itself", () => {
  it.each([
    [mfaOffForAll, "disblmfa", "account", ["enblmfa", "account"], ["disblmfa", "user"]],
    [ssoChanged, "disblsso", "sso", ["disblsso", "account"], ["update", "sso"]],
    [firewallChanged, "updatfw", "account", ["updatfw", "user"], ["update", "account"]],
    [serviceAccountMade, "create", "sa", ["create", "satoken"], ["delete", "sa"]],
    [serviceAccountToken, "trevoke", "satoken", ["trevoke", "sa"], ["update", "satoken"]],
  ] as const)("$id is told about the actor, and not of its neighbours", (rule, action, type, near, other) => {
    expect(judge(rule, audit(0, action, type))?.subject.id).toBe(homer.uuid);
    for (const [otherAction, otherType] of [near, other])
      expect(judge(rule, audit(0, otherAction, otherType))).toBeNull();
  });

  it("is told of every way to change single sign-on and a token", () => {
    for (const action of ["enblsso", "disblsso", "chngpsso", "chngasso", "chngdsso", "addgsso", "delgsso"])
      expect(judge(ssoChanged, audit(0, action, "sso"))?.title).not.toContain("undefined");
    for (const action of ["create", "trename", "tverify", "trevoke"])
      expect(judge(serviceAccountToken, audit(0, action, "satoken"))?.title).not.toContain("undefined");
  });

  it("is told each time, however soon", () => {
    expect(isRepeat(ssoChanged, atMs(0), [atMs(0)])).toBe(false);
  });
});
