import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { deliver } from "./doors/send-alert.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, test } from "./fixtures.ts";

test("with nothing but the screen a source of unknown shape is connected, and its dead letter is filed", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  test.slow();
  const name = `odd-${randomUUID().slice(0, 8)}`;
  const title = `Odd session ${randomUUID().slice(0, 8)}`;
  const event = {
    hdr: { ref: randomUUID(), when: new Date().toISOString() },
    what: { label: title, grade: "rot" },
    who: { login_mail: subject.email },
  };
  const page = await asPersona("Ada Novak");
  const secret = await addSource(page, name);

  await test.step("a sample shows that nobody was found", async () => {
    await page.getByRole("link", { name: "Test a sample" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Source ${name}`);
    await page.getByLabel("Sample", { exact: true }).fill(JSON.stringify(event, null, 2));
    await page.getByRole("button", { name: "Test sample" }).click();
    await expect(outcome(page)).toContainText("no person was found");
  });

  await test.step("clicks map it, and the test says what would become of it", async () => {
    await page.getByRole("button", { name: /^who\.login_mail/ }).click();
    await expect(outcome(page)).toContainText("Opens a case about");
    await expect(outcome(page)).toContainText(subject.email);
    await page.getByRole("button", { name: "Map Title" }).click();
    await page.getByRole("button", { name: /^what\.label/ }).click();
    await expect(fieldRow(page, "Title")).toContainText("what.label");
    await page.getByRole("button", { name: "Map Severity" }).click();
    await page.getByRole("button", { name: /^what\.grade/ }).click();
    await expect(fieldRow(page, "Severity")).toContainText("not found");
    await page.getByLabel("Word for severity").fill("rot");
    await page.getByRole("button", { name: "Add word" }).click();
    await expect(fieldRow(page, "Severity")).toContainText("high");
    await expectAccessible(page, "the page of a source");
    await page.getByRole("button", { name: "Save mapping" }).click();
    await expect(page.getByText("The mapping was saved")).toBeVisible();
    expect((await machine.cases({ q: subject.email })).total).toBe(0);
  });

  await test.step("the shown command sends it signed, and the case is in the queue", async () => {
    await page.getByText("Send this sample from a shell").click();
    const command = await page.getByRole("group", { name: "curl that sends the sample" }).innerText();
    const answer = execFileSync("sh", ["-c", command.replace("whsec_PUT_THE_SECRET_HERE", secret)]);
    expect(JSON.parse(answer.toString())).toMatchObject({ accepted: 1, results: [{ status: "accepted" }] });
    const ana = await asPersona("Ana Ruiz");
    await ana.goto(`/cases?q=${encodeURIComponent(subject.email)}`);
    await expect(ana.getByRole("main")).toContainText(title);
  });

  await test.step("what couldn't be read is replayed once the mapping takes it", async () => {
    const text = JSON.stringify({
      ...event,
      hdr: { ...event.hdr, ref: randomUUID() },
      what: { label: `${title} again`, grade: "rot" },
    });
    const webhook = { source: name, secret, url: `${underTest.url}/api/v1/signals/${name}` };
    const answer = await deliver({ demo: { ...underTest.demo, webhook } }, { body: JSON.stringify([text]) });
    expect(await answer.json()).toMatchObject({ accepted: 0, rejected: 1 });
    await page.reload();
    const letters = page.getByRole("region", { name: "Dead letters", exact: true });
    await expect(letters).toContainText("not_an_object");
    await letters.getByRole("button", { name: "Replay", exact: true }).click();
    await expect(page.getByText("Still unread, and still here")).toBeVisible();
    await page.getByRole("checkbox", { name: "Take events that aren’t objects" }).check();
    await page.getByRole("button", { name: "Save mapping" }).click();
    await expect(page.getByText("The mapping was saved")).toBeVisible();
    await letters.getByRole("button", { name: "Replay", exact: true }).click();
    await expect(letters).toContainText("Nothing was left unread");
    const { items } = await machine.cases({ q: subject.email });
    expect(items).toHaveLength(1);
    expect((await machine.case(items[0]?.key ?? "")).signals).toHaveLength(2);
  });
});

test("two people take a detection off trial, with the dry run before them", async ({
  asPersona,
  subject,
}) => {
  test.slow();
  const name = `trial-${randomUUID().slice(0, 8)}`;
  const ada = await asPersona("Ada Novak");
  const secret = await addSource(ada, name);
  await ada.getByRole("link", { name: "Test a sample" }).click();
  await ada
    .getByLabel("Sample", { exact: true })
    .fill(
      JSON.stringify({ title: "Seen", rule_id: "R-1", severity: "high", user: { email: subject.email } }),
    );
  await ada.getByText("Send this sample from a shell").click();
  const command = await ada.getByRole("group", { name: "curl that sends the sample" }).innerText();
  execFileSync("sh", ["-c", command.replace("whsec_PUT_THE_SECRET_HERE", secret)]);
  await ada.reload();
  const row = (page: Page) => page.getByRole("row").filter({ hasText: "R-1" });
  await expect(row(ada)).toContainText("on trial");
  await row(ada).getByRole("button", { name: "Promote" }).click();
  const dialog = ada.getByRole("dialog", { name: "Promote R-1" });
  await expect(dialog).toContainText("no case was closed with a verdict yet");
  await dialog.getByLabel("Reason").fill("Looked at a week of its cases");
  await dialog.getByRole("button", { name: "Ask for promotion" }).click();
  await expect(row(ada)).toContainText("promotion asked for by Ada Novak");
  await row(ada).getByRole("button", { name: "Look and confirm" }).click();
  const own = ada.getByRole("dialog", { name: /^Confirm the promotion/ });
  await expect(own.getByRole("button", { name: "Confirm" })).toHaveAttribute("aria-disabled", "true");
  await expect(own).toContainText("a second person");

  const ines = await asPersona("Ines Lindqvist");
  await ines.goto(`/settings/sources/${name}`);
  await row(ines).getByRole("button", { name: "Look and confirm" }).click();
  const confirm = ines.getByRole("dialog", { name: /^Confirm the promotion/ });
  await expect(confirm).toContainText("Looked at a week of its cases");
  await confirm.getByRole("button", { name: "Confirm" }).click();
  await expect(row(ines)).toContainText("promoted");
  await expect(row(ines)).toContainText("Ada Novak and Ines Lindqvist");
});

async function addSource(page: Page, name: string): Promise<string> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Add source" }).click();
  const dialog = page.getByRole("dialog", { name: /source/i });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Create source" }).click();
  await expect(dialog).toContainText(`Source ${name} is ready`);
  return /whsec_[A-Za-z0-9+/]{43}=/.exec((await dialog.textContent()) ?? "")?.[0] ?? "";
}

function outcome(page: Page) {
  return page.getByRole("region", { name: "What would become of it" }).getByRole("status");
}

function fieldRow(page: Page, name: string) {
  return page
    .getByRole("table", { name: "What was found where" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell", { name, exact: true }) });
}
