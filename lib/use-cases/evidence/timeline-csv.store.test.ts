import { expect, test } from "vitest";
import { noteCase } from "#lib/use-cases/work-case.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { timelineCsv } from "./timeline-csv.ts";

test("a timeline as CSV: one record an entry, times in UTC, no cell that a spreadsheet runs", async () => {
  const scene = await openScene();
  const mallory = await scene.person('=HYPERLINK("https://evil.example")', ["analyst"], "m@acme.example");
  const { caseKey } = await scene.signal(wendy);
  await noteCase(scene.services, mallory, {
    caseKey: caseKey ?? "",
    text: "=1+1",
    idempotencyKey: "5f0c8e2e-0d5b-4b52-9f63-2d8e0a3c1b11",
  });
  await scene.services.seal.sealNow(10_000);
  const records = await scene.services.stores.log.ofChain(caseKey ?? "", { afterN: 0, limit: 10 });
  const csv = await timelineCsv(scene.services, records);
  const [head, opened, , note, ...rest] = csv.split("\r\n");
  expect(head).toBe(
    "\uFEFFtime,chain,n,index,type,actor_kind,actor,subject,request,before,after,outcome,story,hash",
  );
  expect(opened).toBe(
    `${records[0]?.at.toISOString()},${caseKey},1,0,case.opened,system,Countersign,${scene.wendyId},,,new,,The case was opened,${records[0]?.hash}`,
  );
  expect(note).toContain(
    `,"'=HYPERLINK(""https://evil.example"")",${scene.wendyId},,,,,"'=HYPERLINK(""https://evil.example"") wrote a note",`,
  );
  expect(rest).toEqual([""]);
});
