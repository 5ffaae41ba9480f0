import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { deliver, sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";

const minuteMs = 60_000;

test("only what is signed, fresh and new opens a case", async ({ underTest, machine, subject }) => {
  const body = JSON.stringify({ title: "Signed or not", severity: "high", user: { email: subject.email } });
  const otherKey = new Webhook(`whsec_${randomBytes(32).toString("base64")}`).sign("msg_1", new Date(), body);
  const bad = await deliver(underTest, { body, id: "msg_1", signature: otherKey });
  expect(bad.status).toBe(401);

  const reordered = JSON.stringify(JSON.parse(body), null, 1);
  const id = `msg_${randomUUID()}`;
  const signature = new Webhook(underTest.demo.webhook.secret).sign(id, new Date(), body);
  expect((await deliver(underTest, { body: reordered, id, signature })).status).toBe(401);

  const now = Date.now();
  expect((await deliver(underTest, { body, at: new Date(now - 6 * minuteMs) })).status).toBe(401);
  expect((await deliver(underTest, { body, at: new Date(now + 6 * minuteMs) })).status).toBe(401);
  expect((await machine.cases({ q: subject.email })).total).toBe(0);

  const once = `msg_${randomUUID()}`;
  expect((await deliver(underTest, { body, id: once })).status).toBe(202);
  const again = await deliver(underTest, { body, id: once });
  expect(again.status).toBe(202);
  expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
  const other = JSON.stringify({ title: "Another body", user: { email: subject.email } });
  expect((await deliver(underTest, { body: other, id: once })).status).toBe(409);
  const { items } = await machine.cases({ q: subject.email });
  expect(items).toHaveLength(1);
  expect((await machine.case(items[0]?.key ?? "")).signals).toHaveLength(1);
});

test("a body that is no JSON, too large or of another type is refused and opens nothing", async ({
  underTest,
  machine,
  subject,
}) => {
  const about = { user: { email: subject.email } };
  expect((await deliver(underTest, { body: `{"title":` })).status).toBe(400);
  const large = JSON.stringify({ title: "x".repeat(5_000_000), ...about });
  expect((await deliver(underTest, { body: large })).status).toBe(413);
  const typed = await deliver(underTest, { body: JSON.stringify(about), type: "text/html" });
  expect(typed.status).toBe(415);
  expect((await machine.cases({ q: subject.email })).total).toBe(0);
});

test("a second signal about the same person goes to the same open case", async ({ underTest, subject }) => {
  const first = await sendAlert(underTest, { email: subject.email });
  const second = await sendAlert(underTest, { email: subject.email.toUpperCase(), title: "New device" });
  expect(second.caseKey).toBe(first.caseKey);
});
