import { isForbiddenAddress } from "./is-forbidden-address.ts";

export type ServiceUrlCheck =
  | {
      ok: true;
      url: URL;
      /** Origin and path, without a slash at the end. */
      base: string;
      /** A host of 1Password's own; any other is shown with a banner. */
      isOnePassword: boolean;
      isLoopback: boolean;
    }
  | { ok: false; reason: string };

const onePasswordName = /(^|\.)1password\.(com|ca|eu)$/;

/**
 * Says whether credentials may be sent to this address: `https`, or `http` on this computer only, and no host by which
 * somebody could fetch a cloud's metadata or pass for 1Password. Looks at the host as `URL` reads it, for an address
 * can be spelled as one decimal number, in octal, or inside IPv6.
 */
export function checkServiceUrl(text: string): ServiceUrlCheck {
  const url = URL.parse(text);
  if (url === null) return refuse("it is not an address such as https://api.1password.com");
  const { hostname, protocol } = url;
  const isLoopback = isLoopbackHost(hostname);
  if (protocol !== "https:" && protocol !== "http:") return refuse("it must begin with https://");
  if (url.username !== "" || url.password !== "") return refuse("it must not hold a user name or password");
  if (text.includes("?") || text.includes("#")) return refuse("it must not hold a query or a fragment");
  if (isForbiddenAddress(hostname)) {
    return refuse(`${hostname} is a link-local, unspecified or multicast address`);
  }
  if (hostname.includes("1password") && !onePasswordName.test(hostname)) {
    return refuse(`${hostname} looks like 1Password's and is not under 1password.com, .ca or .eu`);
  }
  if (protocol === "http:" && !isLoopback) return refuse("http is for this computer only; use https");
  return {
    ok: true,
    url,
    base: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    isOnePassword: onePasswordName.test(hostname) && protocol === "https:",
    isLoopback,
  };
}

/** `localhost`, 127.0.0.0/8 or `[::1]`, in the form in which `URL` gives a host name. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function refuse(reason: string): ServiceUrlCheck {
  return { ok: false, reason };
}
