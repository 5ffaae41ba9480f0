import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { askFor, openCase } from "./screens/case-screen.ts";

declare global {
  interface Window {
    seenStates?: string[];
  }
}

/** Keeps every text that the badge of this page has from now on, also the one that is gone before anybody looks. */
function keepStates(): void {
  const region = [...document.querySelectorAll("section")].find(
    (section) => section.querySelector("h2")?.textContent === "1Password user",
  );
  const seen = (window.seenStates = [] as string[]);
  const look = () => {
    const state = region?.querySelector("[data-state]")?.textContent ?? "";
    if (seen.at(-1) !== state) seen.push(state);
  };
  look();
  if (region)
    new MutationObserver(look).observe(region, { childList: true, subtree: true, characterData: true });
}

test("a lost answer is found by reading: unknown, never failed, then succeeded, with one effect", async ({
  asPersona,
  underTest,
  machine,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  await expect(ana.badge("ACTIVE")).toBeVisible();
  const key = await askFor(ana, "suspend", "Session taken over");
  await ana.page.evaluate(keepStates);
  await outside.script({ match: { op: "suspend", user: subject.id }, fault: "reset_after_apply" });
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the logs" });

  await expect(ana.request).toContainText("Unknown: checking");
  await expect(ana.request).toContainText("We do not know whether the suspension happened");
  await expect(ana.request).toContainText("Succeeded");
  await expect(ana.badge("SUSPENDED")).toBeVisible();
  expect(await ana.page.evaluate(() => window.seenStates)).toEqual(["ACTIVE", "UNKNOWN", "SUSPENDED"]);
  await expect(ana.timeline).toContainText(`${key} succeeded, by observation`);

  const request = await machine.request(key);
  expect(request.outcome?.how).toBe("observed");
  expect(request.attempts).toHaveLength(1);
  const results = (await machine.timeline(caseKey ?? "")).map((entry) => entry.outcome?.result);
  expect(results).not.toContain("failed");
  expect(await outside.effectsOn(subject.id)).toHaveLength(1);
});

test("an answer that takes its time shows UNKNOWN until a reading after it, never what was only asked for", async ({
  asPersona,
  underTest,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  await expect(ana.badge("ACTIVE")).toBeVisible();
  const key = await askFor(ana, "suspend", "Session taken over");
  await ana.page.evaluate(keepStates);
  // Carried out at once, answered five seconds later.
  await outside.script({
    match: { op: "suspend", user: subject.id },
    fault: "delay",
    args: { ms: 5_000, when: "after" },
  });
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the logs" });

  await expect(ana.badge("UNKNOWN")).toBeVisible();
  await expect(ana.user).toContainText("Last known state: ACTIVE");
  await expect(ana.request).toContainText("Executing");
  await expect(ana.request).toContainText("what the person is now isn’t known yet");
  await expect(ana.request).not.toContainText("is ACTIVE in 1Password");
  await expect(ana.badge("SUSPENDED")).toBeVisible();
  await expect(ana.request).toContainText("Succeeded");
  expect(await ana.page.evaluate(() => window.seenStates)).toEqual(["ACTIVE", "UNKNOWN", "SUSPENDED"]);
  expect(await outside.effectsOn(subject.id)).toHaveLength(1);
});

test("an answer that comes too late leaves the outcome unknown and settles as what is really so", async ({
  asPersona,
  underTest,
  machine,
  outside,
  subject,
}) => {
  test.slow();
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  await outside.script({
    match: { op: "suspend", user: subject.id },
    fault: "delay",
    args: { ms: 17_000, when: "after" },
  });
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the logs" });

  // Longer than a call may take (15 s).
  await expect(ana.request).toContainText("Unknown: checking", { timeout: 20_000 });
  await expect(ana.request).toContainText("Succeeded");
  const results = (await machine.timeline(caseKey ?? "")).map((entry) => entry.outcome?.result);
  expect(results).not.toContain("failed");
  expect(await outside.effectsOn(subject.id)).toHaveLength(1);
});
