import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import { startCommand, type Command } from "./start-command.ts";
import { openOutside } from "./doors/outside.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { askFor, caseScreen } from "./screens/case-screen.ts";
import { signIn } from "./sign-in.ts";

const Simulator = z.object({ env: z.record(z.string(), z.string()) });

test("a console that is pointed at another server of the preview generation works with no change", async ({
  asNobody,
}) => {
  test.slow();
  const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-e2e-other-"));
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const started: Command[] = [];
  try {
    const simulatorDir = path.join(dataDir, "simulator");
    const simulator = startCommand("simulator.mjs", {
      DATA_DIR: simulatorDir,
      PUBLIC_URL: url,
      SIMULATOR_PORT: String(await findFreePort()),
      SIMULATOR_IDP_PORT: String(await findFreePort()),
    });
    started.push(simulator);
    await simulator.untilItSays("Ctrl-C stops both");
    const file = path.join(simulatorDir, "simulator.json");
    const { env } = Simulator.parse(JSON.parse(readFileSync(file, "utf8")));
    const other = startCommand("start.mjs", {
      ...env,
      DATA_DIR: path.join(dataDir, "console"),
      PORT: String(port),
      ONEPASSWORD_API_VERSION: "v1beta1",
    });
    started.push(other);
    await other.untilHealthy(url);

    const outside = openOutside(env["ONEPASSWORD_API_URL"] ?? "");
    const person = (await outside.known()).find(({ name }) => name === "Tobias Engel");
    const options = { baseURL: url };
    // An approver has to be known before anything can be asked for.
    const ines = await asNobody(options);
    await signIn(ines, "Ines Lindqvist");
    const page = await asNobody(options);
    await signIn(page, "Ana Ruiz");
    await page.getByRole("button", { name: "New case", exact: true }).click();
    const form = page.getByRole("dialog", { name: "Report something about a person" });
    await form.getByRole("combobox", { name: "Who is it about" }).fill("tobias.engel");
    await page.getByRole("option", { name: /Tobias Engel/ }).click();
    await form.getByLabel("What happened").fill("Account takeover: payroll details were asked for by phone");
    await form.getByRole("button", { name: "Open case" }).click();
    await expect(page).toHaveURL(/\/cases\/IR-\d+$/);
    const ana = caseScreen(page);
    await expect(ana.badge("ACTIVE")).toBeVisible();
    const key = await askFor(ana, "suspend", "The caller knew too much");
    await decide(ines, { key, decision: "Approve", reason: "Called Tobias back" });
    await expect(ana.badge("SUSPENDED")).toBeVisible();

    const effects = await outside.effectsOn(person?.id ?? "");
    expect(effects.map(({ application, after }) => [application, after])).toEqual([["suspend", "SUSPENDED"]]);
    const calls = await outside.calls("limit=1000");
    expect(calls.filter(({ path: called }) => !called.startsWith("/v1beta1/"))).toEqual([]);
    expect(calls.filter(({ query }) => /[A-Z]\w*=/.test(query))).toEqual([]);
    // A page whose console is stopped under it would complain, with reason.
    await page.close();
    await ines.close();
  } finally {
    for (const command of started.toReversed()) await command.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
