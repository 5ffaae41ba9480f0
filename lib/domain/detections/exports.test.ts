import { describe, expect, it } from "vitest";
import { exportBeforeLeaving, exportByNewUser, vaultExport } from "./exports.ts";
import { anchorsByArrival, audit, dayMs, homer, judge, vault, wendy } from "./test-events.ts";

const exported = (ms: number) => audit(ms, "export", "vault", { on: vault, by: wendy });
const onWendy = { on: wendy.uuid, object_details: wendy };

describe("a vault's export", () => {
  it("is told about who made it, and of vaults only", () => {
    expect(judge(vaultExport, exported(0))?.subject.id).toBe(wendy.uuid);
    expect(judge(vaultExport, audit(0, "export", "report"))).toBeNull();
    expect(judge(vaultExport, audit(0, "view", "vault", { on: vault }))).toBeNull();
  });

  it("by a new user is told up to 14 days after they joined", () => {
    const joined = audit(0, "activate", "user", onWendy);
    expect(judge(exportByNewUser, exported(14 * dayMs), [joined])?.subject.id).toBe(wendy.uuid);
    expect(judge(exportByNewUser, exported(14 * dayMs + 1), [joined])).toBeNull();
    expect(judge(exportByNewUser, exported(-1), [joined])).toBeNull();
    const other = audit(0, "activate", "user", { on: homer.uuid, object_details: homer });
    expect(judge(exportByNewUser, exported(1), [other])).toBeNull();
    expect(judge(exportByNewUser, exported(1), [audit(0, "reactive", "user", onWendy)])).toBeNull();
  });

  it("before leaving is told up to 14 days before, about who left, whoever removed them", () => {
    for (const action of ["suspend", "delete"]) {
      const left = audit(14 * dayMs, action, "user", onWendy);
      expect(judge(exportBeforeLeaving, left, [exported(0)])?.subject.id).toBe(wendy.uuid);
      expect(judge(exportBeforeLeaving, left, [exported(-1)])).toBeNull();
      expect(judge(exportBeforeLeaving, left, [exported(14 * dayMs + 1)])).toBeNull();
    }
    const other = audit(1, "suspend", "user", { on: homer.uuid, object_details: homer });
    expect(judge(exportBeforeLeaving, other, [exported(0)])).toBeNull();
  });

  it("before leaving is one finding for several exports", () => {
    const left = audit(dayMs, "suspend", "user", onWendy);
    const found = judge(exportBeforeLeaving, left, [exported(0), exported(1)]);
    expect(found).toMatchObject({ anchor: left, description: "2 exports" });
  });

  it("is the same finding whichever event comes in last", () => {
    const [joined, first] = [audit(0, "activate", "user", onWendy), exported(1)];
    expect(anchorsByArrival(exportByNewUser, [joined, first])).toEqual([first.uuid, first.uuid]);
    const [last, left] = [exported(0), audit(1, "delete", "user", onWendy)];
    expect(anchorsByArrival(exportBeforeLeaving, [last, left])).toEqual([left.uuid, left.uuid]);
  });
});
