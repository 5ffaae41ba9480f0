import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { openCase, requestForm } from "./screens/case-screen.ts";

/** What a channel gets, as Slack would. */
async function openChannel() {
  const texts: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      texts.push((JSON.parse(body) as { text: string }).text);
      response.writeHead(200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { texts, url: `http://127.0.0.1:${port}/services/T0/B0/x`, close: () => server.close() };
}

test("an AI agent proposes, an analyst adopts and pages, a lead approves; the channel only hears of it", async ({
  asPersona,
  underTest,
  outside,
  subject,
  faults,
}) => {
  // An address that nothing is sent to is refused first.
  faults.expect(/status of 422/);
  const channel = await openChannel();
  const name = `channel-${randomUUID().slice(0, 8)}`;
  const ada = await asPersona("Ada Novak");
  await ada.goto("/settings");

  const key =
    await test.step("an administrator makes the agent's key, shown once, and a target", async () => {
      await ada.getByRole("button", { name: "Add key" }).click();
      const form = ada.getByRole("dialog", { name: "Add an API key" });
      await form.getByLabel("Name", { exact: true }).fill(`Triage agent ${name}`);
      await form.getByLabel("Owner", { exact: true }).fill("Detection engineering");
      await form.getByRole("checkbox", { name: /requests:propose/ }).click();
      await form.getByRole("checkbox", { name: /An AI agent holds it/ }).click();
      await form.getByRole("button", { name: "Create key" }).click();
      const shown = ada.getByRole("dialog", { name: /is ready/ });
      const text = (await shown.getByText(/^cs_[\w-]{43}$/).textContent()) ?? "";
      await shown.getByRole("button", { name: "Done" }).click();
      await expect(ada.getByRole("table", { name: "API keys" })).toContainText("AI agent");
      await expect(ada.getByText(text)).toHaveCount(0);

      await ada.getByRole("button", { name: "Add target" }).click();
      const target = ada.getByRole("dialog", { name: "Add a target that is told" });
      await target.getByLabel("Name", { exact: true }).fill(name);
      await target.getByLabel("Address", { exact: true }).fill(channel.url);
      await target.getByRole("combobox", { name: "Kind" }).click();
      await ada.getByRole("option", { name: /Slack-compatible message/ }).click();
      await target.getByRole("button", { name: "Create target" }).click();
      await expect(target.getByText(/must begin with https:/)).toBeVisible();
      await target.getByRole("checkbox", { name: /our own network/ }).click();
      await target.getByRole("button", { name: "Create target" }).click();
      await expect(target).toHaveCount(0);
      await ada.getByRole("button", { name: `Test the target ${name}` }).click();
      await expect(ada.getByText(`${name} works`)).toBeVisible();
      return text;
    });

  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const caseOf = caseKey ?? "";
  const reason = "The rule fired twice from two continents";
  const answer = await fetch(`${underTest.url}/api/v1/cases/${caseOf}/requests`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({ action: "suspend", reason }),
  });
  expect(answer.status).toBe(201);
  const proposed = (await answer.json()) as { key: string; status: string };
  expect(proposed.status).toBe("proposed");

  const lead = await asPersona("Ines Lindqvist");
  await lead.goto("/approvals");
  const row = lead.getByRole("link", { name: proposed.key });
  await expect(row).toContainText("proposed by");
  await expect(row).toContainText("AI agent");

  const anaPage = await asPersona("Ana Ruiz");
  const ana = await openCase(anaPage, caseOf);
  await test.step("nothing happens until a person adopts it, with a form that holds what the machine wrote", async () => {
    await expect(ana.request).toContainText("Nothing happens until a person adopts it");
    await expect(anaPage.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
    await ana.request.getByRole("button", { name: "Adopt", exact: true }).click();
    const field = requestForm(anaPage).getByLabel("Reason", { exact: true });
    await expect(field).toHaveValue(reason);
    await field.fill(`${reason}; the manager knows of no trip`);
    await anaPage.getByRole("button", { name: "Submit for approval", exact: true }).click();
    await expect(requestForm(anaPage)).toHaveCount(0);
    await expect(ana.request).toContainText("Pending");
    await expect(ana.request).toContainText(proposed.key);
    await expect(ana.timeline).toContainText("adopted a machine's proposal");
    await expect(anaPage.getByRole("button", { name: "Approve", exact: true })).toBeDisabled();
  });

  await test.step("she pages the approvers; the channel gets a link and no power", async () => {
    await ana.request.getByRole("button", { name: "Page approvers" }).click();
    await expect(ana.request.getByRole("button", { name: "Page approvers" })).toBeDisabled();
    await expect(ana.request).toContainText("Paged ");
    await expect.poll(() => channel.texts.filter((text) => text.includes("paged")).length).toBe(1);
    for (const text of channel.texts) expect(text).not.toContain(subject.email);
    expect(channel.texts.find((text) => text.includes("paged"))).toContain(
      `<${underTest.url}/approvals?request=${proposed.key}|Open in Countersign>`,
    );
  });

  await decide(lead, {
    key: proposed.key,
    decision: "Approve",
    reason: "Reached nobody else who could be it",
  });
  await expect(ana.badge("SUSPENDED")).toBeVisible();
  expect(await outside.effectsOn(subject.id)).toHaveLength(1);

  await test.step("a revoked key is refused, and a removed target hears nothing", async () => {
    await ada.reload();
    await ada.getByRole("button", { name: `Revoke the key Triage agent ${name}` }).click();
    await expect(ada.getByText("It is refused from now on.")).toBeVisible();
    const refused = await fetch(`${underTest.url}/api/v1/cases`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(refused.status).toBe(401);
    await ada.getByRole("button", { name: `Remove the target ${name}` }).click();
    await expect(ada.getByText(`${name} is removed`)).toBeVisible();
  });
  channel.close();
});

test("an analyst dismisses a proposal with a reason, and the machine reads that it was withdrawn", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const answer = await fetch(`${underTest.url}/api/v1/cases/${caseKey ?? ""}/requests`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${underTest.demo.apiKey}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({ action: "suspend", reason: "Fired once" }),
  });
  const { key } = (await answer.json()) as { key: string };
  const page = await asPersona("Ben Okafor");
  const ben = await openCase(page, caseKey ?? "");
  await ben.request.getByRole("button", { name: "Dismiss", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Dismiss ${key}` });
  await dialog.getByLabel("Reason", { exact: true }).fill("The traveller called in");
  await dialog.getByRole("button", { name: "Dismiss proposal" }).click();
  await expect(page.getByText(`${key} dismissed`)).toBeVisible();
  expect((await machine.request(key)).status).toBe("withdrawn");
  await expect(ben.timeline).toContainText(`Ben Okafor dismissed ${key}`);
});
