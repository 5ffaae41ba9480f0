import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { signIn } from "./sign-in.ts";
import { startCommand } from "./start-command.ts";

test("an auditor verifies the log by a button, sees the result with its time, and the check is an entry", async ({
  asPersona,
}) => {
  const page = await asPersona("Aud Chen");
  await page.goto("/audit");
  const standing = page.getByRole("region", { name: "Standing of the log" });
  await expect(standing).toContainText(/[\d,]+ entries sealed/);
  await page.getByRole("button", { name: "Verify log", exact: true }).click();
  await expect(page.getByText(/The log is in order: [\d,]+ entries were checked/)).toBeVisible();
  await expect(standing).toContainText(/All [\d,]+ entries are right/);
  await expect(standing).toContainText(/Aud Chen looked at all of it at \d\d:\d\d:\d\dZ/);
  await expect(standing).toContainText(/verified \d\d:\d\d:\d\dZ/);
  await expect(standing).toContainText("signed");
  await page.goto("/audit?q=log.verified");
  await expect(page.getByRole("table")).toContainText("Aud Chen checked the whole log");
});

test("an entry that is sealing turns into its place without a reload", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases/${caseKey ?? ""}?lens=record`);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const entries = timeline.getByRole("list", { name: "Entries, newest first" }).getByRole("listitem");
  const before = await entries.count();
  await page.getByRole("button", { name: "Take", exact: true }).click();
  await expect.poll(() => entries.count()).toBeGreaterThan(before);
  await expect(timeline.getByText("sealing…")).toHaveCount(0);
  await expect(timeline.getByText(/sealed as \d+/)).toHaveCount(await entries.count());
});

test("an administrator adds a collector, which gets the signed checkpoint, and takes it away again", async ({
  asPersona,
  faults,
}) => {
  // The address that is refused.
  faults.expect(/422/);
  const taken: { headers: Record<string, string>; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      taken.push({ headers: Object.fromEntries(headers) as Record<string, string>, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const secret = `whsec_${randomBytes(32).toString("base64")}`;
    const name = `siem-${randomBytes(4).toString("hex")}`;
    const page = await asPersona("Ada Novak");
    await page.goto("/settings");
    await page.getByRole("button", { name: "Add anchor", exact: true }).click();
    const form = page.getByRole("dialog", { name: "Add an anchor of the log" });
    await form.getByLabel("Name").fill(name);
    await form.getByLabel("Address").fill("http://169.254.169.254/latest");
    await form.getByLabel("Signing secret").fill(secret);
    await form.getByRole("button", { name: "Create anchor" }).click();
    await expect(form).toContainText("link-local");
    await form.getByLabel("Address").fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/in`);
    await form.getByRole("button", { name: "Create anchor" }).click();
    const row = page.getByRole("row").filter({ hasText: name });
    await row.getByRole("button", { name: `Test the anchor ${name}` }).click();
    await expect(page.getByText(`${name} works`)).toBeVisible();
    await expect.poll(() => taken.length).toBeGreaterThan(0);
    const [first] = taken;
    const said = new Webhook(secret).verify(first?.body ?? "", first?.headers ?? {});
    expect(JSON.stringify(said)).toContain('"type":"log.checkpoint"');
    await page.reload();
    await expect(row).toContainText("signed");
    await row.getByRole("button", { name: `Remove the anchor ${name}` }).click();
    await expect(row).toHaveCount(0);
  } finally {
    server.close();
  }
});

test("an entry that somebody changes in the database is on every page, pauses execution, and readiness says it", async ({
  asNobody,
}) => {
  // A console of its own: what is broken here would stop every other test.
  test.slow();
  const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-e2e-tamper-"));
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const command = startCommand("start.mjs", {
    DATA_DIR: dataDir,
    PORT: String(port),
    SIMULATOR_PORT: String(await findFreePort()),
    SIMULATOR_IDP_PORT: String(await findFreePort()),
  });
  try {
    await command.untilHealthy(url);
    const options = { baseURL: url };
    const ana = await asNobody(options);
    await signIn(ana, "Ana Ruiz");
    const aud = await asNobody(options);
    await signIn(aud, "Aud Chen");
    const words = tamperWithAnEntry(path.join(dataDir, "countersign.db"));
    await aud.goto("/audit");
    await aud.getByRole("button", { name: "Verify log", exact: true }).click();
    const standing = aud.getByRole("region", { name: "Standing of the log" });
    await expect(standing).toContainText(words);
    await expect(standing).toContainText("leaf_hash");
    await expect(standing).toContainText("verification failed");
    const banner = ana.getByRole("complementary", { name: "Notice" });
    await expect(banner).toContainText(words);
    await expect(banner).toContainText("Execution is paused. Reading goes on.");
    await ana.goto("/users");
    await expect(banner).toContainText(words);
    const ready = await fetch(`${url}/api/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining("log head")]);
    await aud.goto("/settings#execution");
    await expect(aud.getByText("Countersign paused it")).toBeVisible();
    await ana.close();
    await aud.close();
  } finally {
    await command.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** Changes one letter of the oldest sealed entry, as somebody with the right to write the file could. Gives the words. */
function tamperWithAnEntry(file: string): string {
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA busy_timeout = 5000");
    database.exec("DROP TRIGGER entry_no_update");
    const first = database
      .prepare("SELECT e.id, e.chain, e.n FROM tree_leaf l JOIN entry e ON e.id = l.entry_id WHERE l.idx = 0")
      .get();
    database
      .prepare(
        "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"v\":1', '\"v\":2') AS BLOB) WHERE id = ?",
      )
      .run(String(first?.["id"]));
    return `Entry ${String(first?.["n"])} of ${String(first?.["chain"])} doesn't match its hash.`;
  } finally {
    database.close();
  }
}
