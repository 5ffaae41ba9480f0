import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";

const questions = [
  "What happened",
  "Who asked",
  "Who approved",
  "Under which policy",
  "What changed in 1Password",
  "How long it took",
  "Is it reversed",
  "Who owns it",
  "Is the record intact",
];

test("an auditor takes a case away as a package that verifies without the console and reads on its own", async ({
  asPersona,
  asNobody,
  underTest,
  subject,
}) => {
  const caseKey = (await sendAlert(underTest, { email: subject.email })).caseKey ?? "";
  const analyst = await asPersona("Ana Ruiz");
  await analyst.goto(`/cases/${caseKey}`);
  await expect(analyst.getByRole("region", { name: "Timeline" })).toBeVisible();
  await expect(analyst.getByRole("button", { name: "Export evidence" })).toHaveCount(0);

  const page = await asPersona("Aud Chen");
  await page.goto(`/cases/${caseKey}`);
  const button = page.getByRole("button", { name: "Export evidence" });
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-e2e-evidence-"));
  try {
    const zip = path.join(folder, "package.zip");
    // The alert's entries may not be sealed yet when the page is there already.
    await expect(async () => {
      const [download] = await Promise.all([
        page.waitForEvent("download", { timeout: 2_000 }),
        button.click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^${caseKey}_evidence_[-0-9TZ]+\\.zip$`));
      await download.saveAs(zip);
    }).toPass();
    await expect(page.getByText(/^Saved as IR-/)).toBeVisible();

    const inside = path.join(folder, "inside");
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
      mkdirSync(path.dirname(path.join(inside, name)), { recursive: true });
      writeFileSync(path.join(inside, name), bytes);
    }
    const verify = spawnSync(process.execPath, ["verify.mjs", "."], {
      cwd: inside,
      encoding: "utf8",
    });
    expect(verify.status, verify.stdout + verify.stderr).toBe(0);
    expect(verify.stdout).toContain("Nothing here shows what came after checkpoint size");

    const report = await asNobody({ viewport: { width: 1024, height: 1448 } });
    await report.goto(pathToFileURL(path.join(inside, "report.html")).href);
    for (const question of questions) await expect(report.getByText(question, { exact: true })).toBeVisible();
    await expect(report.getByText(subject.id).first()).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
