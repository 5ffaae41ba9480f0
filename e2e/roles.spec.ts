import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { actionsOfSignals, type RefusedAction } from "./doors/actions-of-signals.ts";
import { callAction } from "./doors/call-action.ts";
import { findActions } from "./doors/find-actions.ts";
import { deliver, sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { askFor, openCase } from "./screens/case-screen.ts";
import { landings, type PersonaName } from "./sign-in.ts";

const changing =
  /^(New case|Take|Close case|Request suspension|Request reactivation|Submit for approval|Approve|Deny|Withdraw|Settle|Comment|Ask again|Pause execution|Ask to resume|Confirm resume|Lift freeze|Extend|Confirm extension|Ask for reactivation|Hand over to offboarding|Add note|Add source|Add anchor|Remove\b.*|Test\b.*|Link to a person.*|Refresh listing.*|Ask to erase|Confirm account .*|Confirm erasure|Refuse erasure|Withdraw erasure|Set legal hold|Ask to end hold|Confirm end of hold|Keep hold|Save retention)$/;

async function expectNothingChanges(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // An open sheet takes the page behind it out of sight, for screen readers too.
  await expect(page.getByRole(path.includes("request=") ? "dialog" : "main")).toBeVisible();
  await expect(page.getByRole("heading").first()).toBeVisible();
  const main = page.locator("main, [role=dialog]");
  await expect(main.getByRole("button", { name: changing, includeHidden: true }), path).toHaveCount(0);
  await expect(
    main.locator("textarea, [role=checkbox], input[type=checkbox], [role=switch]"),
    path,
  ).toHaveCount(0);
  await expect(main.locator("form:not([role=search])"), path).toHaveCount(0);
  await expect(main.getByRole("combobox", { name: "Owner", includeHidden: true }), path).toHaveCount(0);
}

test("an auditor's pages hold no control that changes anything, in no state of a case", async ({
  asPersona,
  underTest,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const [known] = await outside.known();
  const page = await asPersona("Aud Chen");
  for (const path of [
    "/cases",
    "/cases/unlinked",
    `/cases/${caseKey ?? ""}`,
    "/approvals",
    "/approvals?tab=reviews",
    `/approvals?request=${key}`,
    "/users",
    `/users/${subject.id}`,
    `/users/${known?.id ?? ""}`,
    "/audit",
    "/settings",
  ]) {
    await expectNothingChanges(page, path);
  }
});

test("every server action is refused to whoever may not do what it does, and changes nothing", async ({
  asPersona,
  cookieOf,
  underTest,
  machine,
  subject,
}) => {
  // Every action by everybody who may not: some seventy calls, one after the other.
  test.slow();
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const about = { caseKey: caseKey ?? "" };
  const ana = await openCase(await asPersona("Ana Ruiz"), about.caseKey);
  const requestKey = await askFor(ana, "suspend", "Session taken over");
  const { digest, version } = await machine.request(requestKey);
  const unlinked = await sendAlert(underTest, { email: `${randomUUID()}@elsewhere.example` });
  const idempotencyKey = randomUUID();
  const source = `stranger-${randomUUID().slice(0, 8)}`;

  const neitherLeadNorAdministrator: PersonaName[] = ["Ana Ruiz", "Ben Okafor", "Aud Chen"];

  /** What each action takes, and who of the four may not do it. An action that isn't here fails the test. */
  const inputs: Record<string, RefusedAction> = {
    ...actionsOfSignals({
      caseKey: about.caseKey,
      requestKey,
      signalId: unlinked.signalId ?? "",
      userId: subject.id,
      source,
    }),
    takeCase: { input: about, notFor: ["Aud Chen", "Ada Novak"] },
    assignCase: { input: { ...about, personId: "p" }, notFor: ["Aud Chen", "Ada Novak"] },
    noteCase: { input: { ...about, text: "Hello", idempotencyKey }, notFor: ["Aud Chen", "Ada Novak"] },
    closeCase: { input: { ...about, verdict: "benign", reason: "No" }, notFor: ["Aud Chen", "Ada Novak"] },
    requestAction: {
      input: { ...about, action: "suspend", reason: "No", causes: [], idempotencyKey },
      notFor: ["Aud Chen", "Ada Novak"],
    },
    decideRequest: {
      input: { requestKey, decision: "approve", reason: "No", digest, version },
      notFor: ["Ana Ruiz", "Ben Okafor", "Aud Chen", "Ada Novak"],
    },
    withdrawRequest: {
      input: { requestKey, reason: "" },
      notFor: ["Ben Okafor", "Ines Lindqvist", "Aud Chen"],
    },
    reportCase: {
      input: { subjectUserId: subject.id, how: "phone", what: "No", severity: "low", idempotencyKey },
      notFor: ["Aud Chen", "Ada Novak"],
    },
    linkUnlinked: {
      input: { signalId: unlinked.signalId, userId: subject.id },
      notFor: ["Aud Chen", "Ada Novak"],
    },
    testConnection: { input: { credential: "suspend" }, notFor: ["Ana Ruiz", "Ines Lindqvist", "Aud Chen"] },
    addSource: {
      input: { name: source, preset: "auto" },
      notFor: ["Ana Ruiz", "Ines Lindqvist", "Aud Chen"],
    },
    verifyLog: { input: {}, notFor: ["Ana Ruiz", "Ben Okafor"] },
    addAnchor: {
      input: { name: source, url: "https://collector.example/", secret: "" },
      notFor: ["Ana Ruiz", "Ines Lindqvist", "Aud Chen"],
    },
    removeAnchor: { input: { name: source }, notFor: ["Ana Ruiz", "Ines Lindqvist", "Aud Chen"] },
    testAnchor: { input: { name: source }, notFor: ["Ana Ruiz", "Ines Lindqvist", "Aud Chen"] },
    commentRequest: {
      input: { requestKey, text: "Hello", idempotencyKey },
      notFor: ["Aud Chen", "Ada Novak"],
    },
    settleRequest: {
      input: { requestKey, reason: "No" },
      notFor: ["Ana Ruiz", "Ben Okafor", "Aud Chen", "Ada Novak"],
    },
    liftFreeze: {
      input: { personId: "p", reason: "No" },
      notFor: ["Ana Ruiz", "Ben Okafor", "Aud Chen", "Ada Novak"],
    },
    extendReview: {
      input: { requestKey, until: new Date(Date.now() + 3_600_000).toISOString(), reason: "No" },
      notFor: ["Aud Chen", "Ada Novak"],
    },
    handOverReview: {
      input: { requestKey, ticket: "T-1", reason: "No" },
      notFor: ["Aud Chen", "Ada Novak"],
    },
    pauseExecution: { input: { reason: "No" }, notFor: ["Ana Ruiz", "Ben Okafor", "Aud Chen"] },
    resumeExecution: { input: { reason: "No" }, notFor: ["Ana Ruiz", "Ben Okafor", "Aud Chen"] },
    refreshListing: { input: {}, notFor: ["Aud Chen"] },
    askErasure: {
      input: { kind: "subject", subjectRef: subject.id, ground: "asked", reason: "No" },
      notFor: neitherLeadNorAdministrator,
    },
    confirmErasure: { input: { id: "e" }, notFor: neitherLeadNorAdministrator },
    declineErasure: { input: { id: "e", reason: "No" }, notFor: neitherLeadNorAdministrator },
    setLegalHold: {
      input: { userId: subject.id, caseKey: null, reason: "No" },
      notFor: neitherLeadNorAdministrator,
    },
    endLegalHold: { input: { id: "h", reason: "No" }, notFor: neitherLeadNorAdministrator },
    keepLegalHold: { input: { id: "h", reason: "No" }, notFor: neitherLeadNorAdministrator },
    changeRetention: {
      input: { rawSignalMonths: 1, callDetailMonths: 1, subjectKeyMonths: 1, backupDays: 1 },
      notFor: ["Ana Ruiz", "Ines Lindqvist", "Aud Chen"],
    },
  };
  const before = await machine.case(about.caseKey);
  for (const { name } of findActions()) {
    expect.soft(inputs[name], `${name} is known to this test`).toBeDefined();
    const { input, notFor } = inputs[name] ?? { input: {}, notFor: [] };
    for (const who of notFor) {
      const cookie = await cookieOf(who);
      const answer = await callAction({ url: underTest.url, action: name, input, cookie });
      expect.soft(answer.status, `${name} by ${who}`).toBe(403);
    }
    const answer = await callAction({ url: underTest.url, action: name, input, cookie: "" });
    expect.soft(answer.status, `${name} by nobody`).toBe(401);
  }
  expect(await machine.case(about.caseKey)).toEqual(before);
  const sent = await deliver(
    {
      demo: {
        ...underTest.demo,
        webhook: { ...underTest.demo.webhook, url: `${underTest.url}/api/v1/signals/${source}` },
      },
    },
    { body: "{}" },
  );
  expect(sent.status).toBe(404);
});

test("everybody lands where their work is", async ({ asPersona }) => {
  for (const name of ["Ben Okafor", "Ivo Marek", "Aud Chen", "Ada Novak"] as const) {
    const page = await asPersona(name);
    await page.goto("/");
    await expect(page).toHaveURL((url) => url.pathname === landings[name]);
  }
});

test("an auditor reads in the log what happened, and finds it by the case's key", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const key = caseKey ?? "";
  await openCase(await asPersona("Ana Ruiz"), key);
  const page = await asPersona("Aud Chen");
  await page.goto("/audit?step=entries");
  const filter = page
    .getByRole("textbox", { name: /Filter/ })
    .or(page.getByRole("combobox", { name: /Filter/ }));
  // Other journeys write to the same log, so what happened is looked for and not hoped for among the newest.
  await filter.fill("session.");
  await expect(page).toHaveURL(/q=session/);
  await expect(page.getByRole("main")).toContainText("signed in");
  await filter.fill(key);
  await expect(page).toHaveURL(new RegExp(`q=${key}`));
  await expect(page.getByRole("main")).toContainText("The case was opened");
  await expect(page.getByRole("main")).toContainText(/A signal came from demo/);
});

test("an analyst who opens the audit page is told whom it is for, and led away", async ({ asPersona }) => {
  const page = await asPersona("Ana Ruiz");
  await page.goto("/audit");
  await expect(page.getByRole("main")).toContainText("Audit is not open to your role");
  await expect(
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" }),
  ).toHaveCount(0);
  await page.getByRole("link", { name: "Go to the cases" }).click();
  await expect(page).toHaveURL(/\/cases$/);
});

test("an administrator tests each credential and adds a source that works with the secret shown once", async ({
  asPersona,
  underTest,
  outside,
  subject,
}) => {
  const page = await asPersona("Ada Novak");
  await page.goto("/");
  await expect(page).toHaveURL(/\/settings$/);
  for (const credential of ["look-up", "suspend", "reactivate"]) {
    await page.getByRole("button", { name: `Test the ${credential} credential` }).click();
  }
  await expect(page.locator("#health").getByRole("status")).toHaveCount(3);
  const name = `source-${randomUUID().slice(0, 8)}`;
  await page.getByRole("button", { name: "Add source" }).click();
  const dialog = page.getByRole("dialog", { name: /source/i });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Create source" }).click();
  await expect(dialog).toContainText(`Source ${name} is ready`);
  const secret = /whsec_[A-Za-z0-9+/]{43}=/.exec((await dialog.textContent()) ?? "")?.[0] ?? "";
  const url = `${underTest.url}/api/v1/signals/${name}`;
  await expect(dialog).toContainText(url);
  const demo = { ...underTest.demo, webhook: { source: name, secret, url } };
  expect((await sendAlert({ demo }, { email: subject.email })).caseKey).not.toBeNull();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("region", { name: "Sources of signals" })).toContainText(name);
  await expect(page.getByRole("main")).not.toContainText(secret);
  expect(await outside.effectsOn(subject.id)).toEqual([]);
});
