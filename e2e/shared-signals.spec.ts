import { randomUUID } from "node:crypto";
import {
  audience,
  claimsOf,
  issuer,
  openTransmitter,
  risc,
  signSet,
  verification,
} from "#lib/server/signals/test-transmitter.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, test } from "./fixtures.ts";

test("a stream is set up on its source's page, what is pushed opens a case, and after its removal nothing is taken", async ({
  asPersona,
  underTest,
  machine,
  subject,
  faults,
}) => {
  faults.expect(/status of 422/);
  const name = `idp-${randomUUID().slice(0, 8)}`;
  const transmitter = await openTransmitter();
  const push = async (token: string) =>
    fetch(`${underTest.url}/api/v1/ssf/${name}`, {
      method: "POST",
      headers: { "content-type": "application/secevent+jwt" },
      body: token,
    });
  const about = { sub_id: { format: "iss_sub", iss: issuer, sub: subject.email } };
  const token = await signSet(transmitter.first, claimsOf(new Date(), risc("credential-compromise"), about));

  const page = await asPersona("Ada Novak");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Add source" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Create source" }).click();
  await page.getByRole("link", { name: "Test a sample" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Source ${name}`);
  expect((await push(token)).status).toBe(404);

  const section = page.getByRole("region", { name: "Shared Signals stream" });
  await test.step("an administrator sets it up; keys in one's own network need permission", async () => {
    await expect(section).toContainText("Off.");
    await section.getByRole("button", { name: "Set up stream" }).click();
    await expect(section).toContainText(`${underTest.url}/api/v1/ssf/${name}`);
    await section.getByLabel("Issuer").fill(issuer);
    await section.getByLabel("Audience").fill(audience);
    await section.getByLabel("JWKS address").fill(transmitter.jwksUrl);
    await section.getByLabel("What sub is").click();
    await page.getByRole("option", { name: /^E-mail address/ }).click();
    await section.getByRole("button", { name: "Save stream" }).click();
    await expect(section.getByRole("alert")).toContainText("JWKS address");
    await section.getByRole("checkbox", { name: "The host of its keys is in our own network" }).check();
    await section.getByRole("button", { name: "Save stream" }).click();
    await expect(page.getByText("1 key was read.")).toBeVisible();
    await expect(section).toContainText("waits for the first token");
    await expectAccessible(page, "the page of a source with a stream");
  });

  await test.step("what is pushed opens a case, and the verification is shown", async () => {
    expect((await push(token)).status).toBe(202);
    await expect.poll(async () => (await machine.cases({ q: subject.email })).total).toBe(1);
    expect((await push(await signSet(transmitter.first, claimsOf(new Date(), verification)))).status).toBe(
      202,
    );
    await expect(section).toContainText("takes tokens");
    await expect(section).not.toContainText("not yet");
  });

  await test.step("it is removed, and refuses what it took", async () => {
    await section.getByRole("button", { name: "Remove stream" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await expect(section).toContainText("Off.");
    expect((await push(token)).status).toBe(404);
  });
  await transmitter.close();
});
