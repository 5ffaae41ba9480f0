import { expect, test } from "vitest";
import { leafHashHex } from "#lib/log/hashes.ts";
import { reportCase } from "./report-case.ts";
import { reportEntries } from "./log/report-log.ts";
import { reportRequest } from "./report-request.ts";
import { reportTimeline } from "./report-timeline.ts";
import { openScene, wendy } from "./test-scene.ts";

test("a machine gets the very bytes that were hashed, in order, and nothing of other chains", async () => {
  const scene = await openScene();
  const { caseKey: key } = await scene.ask(scene.ana, wendy);
  const items = await reportTimeline(scene.services, scene.ana, { key });
  expect(items.map((item) => item.caseSeq)).toEqual(items.map((_, index) => index + 1));
  for (const item of items) {
    const bytes = Buffer.from(item.leaf, "base64");
    expect(leafHashHex(bytes)).toBe(item.hash);
    expect(JSON.parse(bytes.toString())).toEqual(item.entry);
  }
  expect(items.map((item) => item.quote)).toContain("Token used from two countries");
  expect(items.map((item) => item.index)).toEqual(items.map(() => null));
  await scene.log.seal.sealNow(5_000);
  const sealed = await reportTimeline(scene.services, scene.ana, { key });
  const { size, items: leaves } = await reportEntries(scene.services, scene.aud, { from: 0, limit: 1_000 });
  expect(size).toBe(leaves.length);
  for (const item of sealed)
    expect(leaves[item.index ?? -1]).toMatchObject({ hash: item.hash, caseKey: key });
  await expect(reportTimeline(scene.services, scene.ana, { key: "installation" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a case names its open request until that has ended, and both say the same workflow id", async () => {
  const scene = await openScene();
  const { caseKey: key, key: requestKey, id } = await scene.ask(scene.ana, wendy);
  const open = await reportCase(scene.services, scene.ana, { key });
  expect(open.request).toEqual({ key: requestKey, action: "suspend", status: "pending" });
  await scene.decide(scene.ines, requestKey, "deny");

  expect((await reportCase(scene.services, scene.ana, { key })).request).toBeNull();
  const request = await reportRequest(scene.services, scene.ana, { id });
  expect(request).toMatchObject({ key: requestKey, status: "denied", workflowId: open.workflowId });
  expect(request.approvals).toMatchObject([{ person: "Ines Lindqvist", decision: "deny" }]);
});
