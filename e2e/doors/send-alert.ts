import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import type { ConsoleUnderTest } from "#e2e/console-under-test.ts";

const Receipt = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  results: z.array(
    z.object({ status: z.string(), signalId: z.string().optional(), caseKey: z.string().optional() }),
  ),
});

export interface Delivery {
  body: string;
  /** The default: new. */
  id?: string;
  /** When it says that it was sent; the default: now. */
  at?: Date;
  /** The default: that of this body, by the demo's secret. */
  signature?: string;
  type?: string;
}

/** Sends bytes to the demo's source as a Standard Webhooks sender does. */
export async function deliver(
  { demo }: Pick<ConsoleUnderTest, "demo">,
  { body, id = `msg_${randomUUID()}`, at = new Date(), signature, type = "application/json" }: Delivery,
): Promise<Response> {
  return fetch(demo.webhook.url, {
    method: "POST",
    headers: {
      "content-type": type,
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": signature ?? new Webhook(demo.webhook.secret).sign(id, at, body),
    },
    body,
  });
}

export interface Alert {
  email: string;
  title?: string;
  severity?: "informational" | "low" | "medium" | "high" | "critical";
  alertId?: string;
  text?: string;
  /** 0–100; absent: not stated. */
  confidence?: number;
}

/** Sends one signed alert about a person, and gives the key of the case that it went to. */
export async function sendAlert(
  console: Pick<ConsoleUnderTest, "demo">,
  { email, title = "Impossible travel", severity = "high", alertId = randomUUID(), text, confidence }: Alert,
): Promise<{ caseKey: string | null; signalId: string }> {
  const alert = {
    alert_id: alertId,
    title,
    severity,
    detection_timestamp: new Date().toISOString(),
    user: { email },
    ...(text === undefined ? {} : { description: text }),
    ...(confidence === undefined ? {} : { confidence }),
  };
  const answer = await deliver(console, { body: JSON.stringify(alert) });
  if (answer.status !== 202)
    throw new Error(`The alert was answered ${answer.status}: ${await answer.text()}`);
  const [result] = Receipt.parse(await answer.json()).results;
  if (result?.signalId === undefined) throw new Error(`The alert was not taken: ${JSON.stringify(result)}`);
  return { caseKey: result.caseKey ?? null, signalId: result.signalId };
}
