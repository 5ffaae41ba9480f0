import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";

const Entries = z.object({
  size: z.number(),
  items: z.array(z.object({ index: z.number(), hash: z.string(), caseKey: z.string().nullable() }).loose()),
});
const Keys = z.object({ origin: z.string(), keys: z.array(z.string()) });

test("what the machine interface gives of the log is enough to check it with nothing of ours", async ({
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const api = `${underTest.url}/api/v1/audit`;
  const headers = { authorization: `Bearer ${underTest.demo.apiKey}` };
  expect((await fetch(`${api}/entries`)).status).toBe(401);
  expect((await fetch(`${api}/checkpoint`)).status).toBe(401);
  const { keys } = Keys.parse(await (await fetch(`${api}/keys`)).json());

  const readAll = async () => {
    const checkpoint = await (await fetch(`${api}/checkpoint`, { headers })).text();
    const size = Number(checkpoint.split("\n")[1]);
    const items: z.infer<typeof Entries>["items"] = [];
    while (items.length < size) {
      const answer = await fetch(`${api}/entries?from=${items.length}&limit=1000`, { headers });
      items.push(...Entries.parse(await answer.json()).items);
    }
    return { checkpoint, items: items.slice(0, size) };
  };
  await expect.poll(async () => (await readAll()).items.some((item) => item.caseKey === caseKey)).toBe(true);
  const { checkpoint, items } = await readAll();

  const folder = mkdtempSync(path.join(tmpdir(), "countersign-e2e-log-"));
  try {
    const verify = () => spawnSync(process.execPath, ["lib/verify/verify.ts", folder], { encoding: "utf8" });
    writeFileSync(path.join(folder, "log.jsonl"), items.map((item) => `${JSON.stringify(item)}\n`).join(""));
    writeFileSync(path.join(folder, "checkpoint.txt"), checkpoint);
    writeFileSync(path.join(folder, "policy.txt"), `log ${keys.at(-1) ?? ""}\nquorum none\n`);
    const whole = verify();
    expect(whole.status, whole.stdout + whole.stderr).toBe(0);
    // The same log without its last entry is a log that was cut.
    writeFileSync(
      path.join(folder, "log.jsonl"),
      items
        .slice(0, -1)
        .map((item) => `${JSON.stringify(item)}\n`)
        .join(""),
    );
    expect(verify().status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an auditor sees how far the log is sealed and anchored, and each entry's place in it", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const page = await asPersona("Aud Chen");
  await page.goto("/audit");
  const standing = page.getByRole("region", { name: "Standing of the log" });
  await expect(standing).toContainText(/[\d,]+ entries sealed/);
  await expect(standing).toContainText(/Anchored up to|Not anchored yet/);
  await expect(async () => {
    await page.goto(`/cases/${caseKey ?? ""}`);
    await page.getByRole("region", { name: "Timeline" }).getByText("Record", { exact: true }).click();
    await expect(page.getByRole("region", { name: "Timeline" })).toContainText(/sealed as \d+/);
  }).toPass();
});
