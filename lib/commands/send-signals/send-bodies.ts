import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Payload } from "./read-payloads.ts";

/** As the machine interface limits a body. */
export const maxBytes = 262_144;
export const maxEvents = 1_000;

const Receipt = z.object({
  results: z.array(
    z.object({
      index: z.int(),
      status: z.enum(["accepted", "duplicate", "rejected"]),
      signalId: z.string().optional(),
      caseKey: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
});
export type ResultRow = z.infer<typeof Receipt>["results"][number];

export interface Target {
  /** Of the source's webhook. */
  url: string;
  /** `whsec_…` */
  secret: string;
}

/** What became of one payload: its rows, or why there are none. */
export interface Outcome {
  payload: Payload;
  rows: ResultRow[];
  /** Null where rows came back. `too large` was never sent. */
  problem: string | null;
}

export interface Sent {
  outcomes: Outcome[];
  bodies: number;
  /** Answers of 500 and above, each attempt counted. */
  serverErrors: number;
  /** Times that the console asked to come again later. */
  waits: number;
}

const maxAttempts = 30;
const faultAttempts = 4;

/**
 * Sends the payloads one body after the other, each signed (Standard Webhooks) and within the limits. A body that is
 * refused is halved until the payload is alone that is at fault. What is asked to come later is sent again with the
 * same id, as are bodies whose answer was lost.
 */
export async function sendBodies(
  payloads: readonly Payload[],
  target: Target,
  perBody: number,
): Promise<Sent> {
  const sent: Sent = { outcomes: [], bodies: 0, serverErrors: 0, waits: 0 };
  const small = payloads.filter(({ bytes }) => bytes.length <= maxBytes);
  for (const payload of payloads) {
    if (bytesOver(payload)) sent.outcomes.push({ payload, rows: [], problem: "too large" });
  }
  for (const body of partBodies(small, perBody)) await sendBody(body, target, sent);
  return sent;
}

function bytesOver({ bytes }: Payload): boolean {
  return bytes.length > maxBytes;
}

/** What is no JSON object goes as a line among lines: it is refused there without the others. */
function* partBodies(payloads: readonly Payload[], perBody: number): Generator<Payload[]> {
  let body: Payload[] = [];
  let size = 0;
  for (const payload of payloads) {
    const room = size + payload.bytes.length + 3 <= maxBytes && body.length < Math.min(perBody, maxEvents);
    const isAlike = body.length === 0 || (body[0]?.value === null) === (payload.value === null);
    if (body.length > 0 && !(room && isAlike)) {
      yield body;
      body = [];
      size = 0;
    }
    body.push(payload);
    size += payload.bytes.length + 1;
  }
  if (body.length > 0) yield body;
}

async function sendBody(body: Payload[], target: Target, sent: Sent): Promise<void> {
  const answer = await post(bytesOf(body), target, sent);
  if (answer.ok) {
    for (const [index, payload] of body.entries()) {
      const rows = answer.rows.filter((row) => row.index === index);
      sent.outcomes.push({ payload, rows, problem: rows.length === 0 ? "no result row" : null });
    }
    return;
  }
  if (body.length > 1 && answer.mayBeOnes) {
    const half = Math.ceil(body.length / 2);
    await sendBody(body.slice(0, half), target, sent);
    await sendBody(body.slice(half), target, sent);
    return;
  }
  for (const payload of body) sent.outcomes.push({ payload, rows: [], problem: answer.problem });
}

function bytesOf(body: readonly Payload[]): Uint8Array<ArrayBuffer> {
  const [first] = body;
  if (body.length === 1 && first) return Uint8Array.from(first.bytes);
  const isArray = first?.value !== null;
  const parts = body.flatMap(({ bytes }, index) => [
    ...(index === 0 ? [] : [Buffer.from(isArray ? "," : "\n")]),
    bytes,
  ]);
  return Uint8Array.from(Buffer.concat(isArray ? [Buffer.from("["), ...parts, Buffer.from("]")] : parts));
}

type Answer = { ok: true; rows: ResultRow[] } | { ok: false; problem: string; mayBeOnes: boolean };

async function post(body: Uint8Array<ArrayBuffer>, target: Target, sent: Sent): Promise<Answer> {
  const id = `msg_${randomUUID()}`;
  let faults = 0;
  let problem = "no answer";
  sent.bodies += 1;
  for (let attempt = 0; attempt < maxAttempts && faults < faultAttempts; attempt += 1) {
    const answer = await fetch(target.url, {
      method: "POST",
      headers: headersOf(id, body, target),
      body,
    }).catch((error: unknown) => String(error instanceof Error ? (error.cause ?? error.message) : error));
    if (typeof answer === "string") {
      problem = `no answer: ${answer}`;
      faults += 1;
      await sleep(200 * faults);
      continue;
    }
    const text = await answer.text();
    problem = `${answer.status} ${text.slice(0, 200)}`;
    if (answer.status === 429 || answer.status === 503) {
      sent.waits += 1;
      await sleep(retryAfterMs(answer.headers.get("retry-after")));
    } else if (answer.status >= 500) {
      sent.serverErrors += 1;
      faults += 1;
      await sleep(200 * faults);
    } else if (answer.status === 202) {
      return { ok: true, rows: Receipt.parse(JSON.parse(text)).results };
    } else return { ok: false, problem, mayBeOnes: [400, 413].includes(answer.status) };
  }
  return { ok: false, problem, mayBeOnes: faults > 0 && !problem.startsWith("no answer") };
}

function headersOf(id: string, body: Uint8Array, { secret }: Target): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

/** Seconds, at most a minute; a second where it isn't told. */
function retryAfterMs(value: string | null): number {
  const seconds = Number(value ?? "1");
  return Math.min(60, Number.isFinite(seconds) && seconds >= 0 ? seconds : 1) * 1_000;
}
