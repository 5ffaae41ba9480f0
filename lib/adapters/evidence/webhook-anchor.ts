import { createHash } from "node:crypto";
import { callHttp, type HttpOutcome } from "#lib/adapters/onepassword/http-call.ts";
import { checkServiceUrl } from "#lib/adapters/outbound/check-service-url.ts";
import { guardLookup } from "#lib/adapters/outbound/guard-lookup.ts";
import { signWebhook } from "#lib/adapters/outbound/sign-webhook.ts";
import type { Anchor } from "#lib/ports/seal.ts";

const connectMs = 5_000;
const callMs = 10_000;
const maxBytes = 64 * 1024;

export interface WebhookAnchorInput {
  name: string;
  url: string;
  secret: string | null;
  productVersion: string;
}

/**
 * Sends each checkpoint to a collector: POST of `{ type: "log.checkpoint", timestamp, data: { origin, size,
 * checkpoint } }`, in which `checkpoint` is the signed note. Any 2xx counts as taken; redirects aren't followed. A
 * repeated delivery has the same `webhook-id`.
 */
export function createWebhookAnchor({ name, url, secret, productVersion }: WebhookAnchorInput): Anchor {
  return {
    name,
    place: placeOf(url),
    async take(note, at) {
      const checked = checkServiceUrl(url);
      if (!checked.ok) throw new Error(`Nothing was sent: ${checked.reason}.`);
      const [origin, size] = note.split("\n", 2);
      const body = JSON.stringify({
        type: "log.checkpoint",
        timestamp: at.toISOString(),
        data: { origin, size: Number(size), checkpoint: note },
      });
      const id = `checkpoint_${createHash("sha256").update(note).digest("hex").slice(0, 32)}`;
      const unsigned = { "webhook-id": id, "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)) };
      const outcome = await callHttp({
        method: "POST",
        url: checked.url,
        headers: {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
          "user-agent": `Countersign/${productVersion}`,
          ...(secret === null ? unsigned : signWebhook({ secret, id, at, body })),
        },
        body,
        agent: false,
        lookup: guardLookup({ loopbackOnly: checked.url.protocol === "http:" }),
        connectMs,
        callMs,
        maxBytes,
      });
      const problem = problemOf(outcome);
      if (problem !== null) throw new Error(problem);
    },
  };
}

/** Scheme and host: a path may hold a token. */
export function placeOf(url: string): string {
  return URL.parse(url)?.origin ?? "an address that can't be read";
}

function problemOf(outcome: HttpOutcome): string | null {
  switch (outcome.kind) {
    case "answer":
      return outcome.status >= 200 && outcome.status < 300
        ? null
        : `The collector answered with HTTP ${outcome.status}.`;
    case "nothing_written":
      return `No connection to the collector (${outcome.detail}).`;
    case "broken":
      return outcome.reason === "timed_out"
        ? "The collector did not answer in time."
        : "The connection to the collector was cut.";
  }
}
