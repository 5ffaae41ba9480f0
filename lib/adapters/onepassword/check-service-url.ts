import { isForbiddenAddress, isLoopbackAddress } from "./is-forbidden-address.ts";

export type ServiceUrlCheck =
  | { ok: true; url: URL; isOnePassword: boolean; isLoopback: boolean }
  | { ok: false; reason: string };

const onePasswordHost = /(?:^|\.)1password\.(?:com|ca|eu)$/;

/**
 * Says whether credentials of 1Password may be sent to this address, and if not, why. It serves the Users API and the
 * Events API. The *parsed* host is judged, because `URL` turns decimal and octal spellings into what they mean.
 */
export function checkServiceUrl(text: string): ServiceUrlCheck {
  if (!URL.canParse(text)) return refuse("it is not a complete address such as https://api.1password.com");
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isLoopback = host === "localhost" || isLoopbackAddress(host);

  if (url.protocol !== "https:" && url.protocol !== "http:") return refuse("it is neither https nor http");
  if (url.protocol === "http:" && !isLoopback) return refuse("http is allowed on loopback only; use https");
  if (url.username !== "" || url.password !== "") return refuse("it holds a user name or a password");
  if (url.search !== "" || text.includes("?")) return refuse("it holds a query");
  if (url.hash !== "" || text.includes("#")) return refuse("it holds a fragment");
  if (isForbiddenAddress(host)) return refuse("it is a link-local, unspecified or multicast address");
  const isOnePassword = onePasswordHost.test(host);
  if (host.includes("1password") && !isOnePassword) {
    return refuse(
      "its name looks like 1Password's but doesn't end in 1password.com, 1password.ca or 1password.eu",
    );
  }
  return { ok: true, url, isOnePassword: isOnePassword && url.protocol === "https:", isLoopback };
}

function refuse(reason: string): ServiceUrlCheck {
  return { ok: false, reason };
}
