import { isIP } from "node:net";
import { callHttp, type HttpOutcome } from "#lib/adapters/onepassword/http-call.ts";
import { checkServiceUrl } from "./check-service-url.ts";
import { forbiddenAddressCode, guardLookup } from "./guard-lookup.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { signWebhook } from "./sign-webhook.ts";

const connectMs = 5_000;
const callMs = 10_000;
const maxBytes = 64 * 1024;

/**
 * Why nothing is sent to this address, or null: `https`, a public host unless it was allowed by name, never one by
 * which somebody could fetch a cloud's metadata. `http` is for a receiver on this computer that was allowed by name.
 */
export function judgeWebhookUrl(url: string, { privateHost }: { privateHost: boolean }): string | null {
  const checked = checkServiceUrl(url.replace(/\?[^#]*$/, ""));
  if (!checked.ok) return checked.reason;
  const { hostname, protocol } = checked.url;
  if (privateHost) return null;
  if (protocol !== "https:") return "it must begin with https://";
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (checked.isLoopback || (isIP(literal) !== 0 && !isPublicAddress(literal))) {
    return `${hostname} is no public address; allow the host by name if it is meant`;
  }
  return null;
}

/** Sends one signed body or message: 10 s, no redirects, an answer of at most 64 KB, any 2xx is taken. */
export async function sendWebhook(
  message: {
    url: string;
    secret: string | null;
    privateHost: boolean;
    id: string;
    at: Date;
    body: string;
  },
  { productVersion }: { productVersion: string },
): Promise<{ problem: string | null }> {
  const { url, secret, privateHost, id, at, body } = message;
  const refused = judgeWebhookUrl(url, { privateHost });
  if (refused !== null) return { problem: `Nothing was sent: ${refused}.` };
  const target = new URL(url);
  const outcome = await callHttp({
    method: "POST",
    url: target,
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": `Countersign/${productVersion}`,
      ...(secret === null ? {} : signWebhook({ secret, id, at, body })),
    },
    body,
    agent: false,
    // The very address that is judged here is the one that is connected to.
    lookup: guardLookup({ loopbackOnly: target.protocol === "http:", publicOnly: !privateHost }),
    connectMs,
    callMs,
    maxBytes,
  });
  return { problem: problemOf(outcome) };
}

function problemOf(outcome: HttpOutcome): string | null {
  switch (outcome.kind) {
    case "answer":
      if (outcome.status >= 200 && outcome.status < 300) return null;
      return outcome.status >= 300 && outcome.status < 400
        ? `It answered with a redirect (HTTP ${outcome.status}), which is not followed.`
        : `It answered with HTTP ${outcome.status}.`;
    case "nothing_written":
      return outcome.detail === forbiddenAddressCode
        ? "Nothing was sent: the name resolves to an address that is not public."
        : `No connection (${outcome.detail}).`;
    case "broken":
      return outcome.reason === "timed_out" ? "It did not answer within 10 s." : "The connection was cut.";
  }
}
