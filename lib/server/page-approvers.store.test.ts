import { expect, test } from "vitest";
import { pageApprovers } from "#lib/use-cases/webhooks/page-approvers.ts";
import { wendy } from "#lib/use-cases/test-scene.ts";
import { viewRequest } from "#lib/use-cases/view-approvals.ts";
import { codeOf, openTelling, publicUrl } from "./test-telling.ts";

test("a message tells verb, severity, case and time left, escapes what others wrote, and mentions nobody", async () => {
  const scene = await openTelling();
  await scene.add("channel", { kind: "slack", events: ["request.pending", "case.opened"] });
  await scene.signal(wendy, { title: "<!here> @channel & <http://evil.example|click>" });
  const request = await scene.ask(scene.ana, wendy);
  await scene.pass(2 * 60_000);
  await scene.deliver();
  const texts = scene.receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text);
  const pending = texts.find((text) => text.includes(request.key)) ?? "";
  expect(pending).toBe(
    `*Suspend* · waits for a second person · high · ${request.caseKey} · ${request.key} · 58 min left · <${publicUrl}/approvals?request=${request.key}|Open in Countersign>`,
  );
  for (const text of texts) {
    expect(text).not.toMatch(/<!|@channel|evil|Wendy|appleseed|Ana/i);
    expect(text.match(/</g)).toHaveLength(1);
  }
  expect(scene.receiver.received.every(({ headers }) => headers["webhook-signature"] === undefined)).toBe(
    true,
  );
});

test("the approvers are paged once in ten minutes, and who and when stays with the request", async () => {
  const scene = await openTelling();
  const request = await scene.ask(scene.ana, wendy);
  const page = (actor = scene.ana) => pageApprovers(scene.services, actor, { requestKey: request.key });
  expect(await codeOf(page())).toBe("paging_not_set_up");
  const rightOf = async () => (await viewRequest(scene.services, scene.ana, { id: request.key })).rights.page;
  expect(await rightOf()).toMatchObject({ allowed: false, code: "paging_not_set_up" });
  await scene.add("channel", { kind: "slack", events: ["request.paged"] });
  expect(await rightOf()).toEqual({ allowed: true });
  expect(await codeOf(page(scene.aud))).toBe("role_missing");

  expect(await page()).toEqual({ people: ["Ines Lindqvist", "Ivo Marek"], places: ["channel"] });
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(1);
  expect(scene.receiver.received[0]?.body).toContain("approvers are paged");
  const view = await viewRequest(scene.services, scene.ines, { id: request.key });
  expect(view.comments).toMatchObject([
    { author: "Ana Ruiz", text: "Paged Ines Lindqvist, Ivo Marek through channel." },
  ]);
  const notices = await scene.services.stores.governance.noticesOf(scene.ivo.personId, 10);
  expect(notices.filter(({ text }) => text.includes("pages you"))).toHaveLength(1);

  expect(await codeOf(page(scene.ines))).toBe("paged_lately");
  expect(await rightOf()).toMatchObject({ allowed: false, code: "paged_lately" });
  await scene.pass(10 * 60_000);
  await page(scene.ines);
  await scene.decide(scene.ines, request.key);
  expect(await codeOf(page())).toBe("request_not_pending");
});

test("where nobody is left to decide, nobody is paged", async () => {
  const scene = await openTelling();
  await scene.add("channel", { kind: "slack", events: ["request.paged"] });
  const request = await scene.ask(scene.ana, wendy);
  const { stores } = scene.services;
  for (const { id } of [scene.ines, scene.ivo].map(({ personId }) => ({ id: personId }))) {
    const person = await stores.people.byId(id);
    if (person) await stores.commit([stores.people.update({ ...person, disabledAt: new Date() })]);
  }
  expect(await codeOf(pageApprovers(scene.services, scene.ana, { requestKey: request.key }))).toBe(
    "nobody_to_page",
  );
});
