import { BlockList, isIPv6 } from "node:net";

export type BaseUrlCheck =
  | {
      ok: true;
      /** Origin and path, without a slash at the end. */
      url: string;
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
export function checkBaseUrl(text: string): BaseUrlCheck {
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
    url: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    isOnePassword: onePasswordName.test(hostname),
    isLoopback,
  };
}

/** `localhost`, 127.0.0.0/8 or `[::1]`, in the form in which `URL` gives a host name. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

const forbidden = new BlockList();
forbidden.addSubnet("169.254.0.0", 16, "ipv4");
forbidden.addSubnet("0.0.0.0", 8, "ipv4");
// Multicast, reserved and broadcast lie side by side at the end.
forbidden.addSubnet("224.0.0.0", 3, "ipv4");
forbidden.addSubnet("fe80::", 10, "ipv6");
forbidden.addSubnet("ff00::", 8, "ipv6");
forbidden.addAddress("::", "ipv6");

/** True for link-local, unspecified and multicast addresses; false for any other and for names. */
export function isForbiddenAddress(host: string): boolean {
  // What a resolver gives may name the network card after a percent sign.
  const address = host.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (!isIPv6(address)) return /^[\d.]+$/.test(address) && forbidden.check(address, "ipv4");
  const inside = embeddedIpv4(address);
  return forbidden.check(address, "ipv6") || (inside !== null && forbidden.check(inside, "ipv4"));
}

/** The IPv4 address inside a mapped (`::ffff:0:0/96`), compatible (`::/96`) or translated (`64:ff9b::/96`) one. */
function embeddedIpv4(address: string): string | null {
  // URL has already written it in its shortest form, so the two groups at the end are the IPv4 address in hex.
  const canonical = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1) ?? "";
  const found = /^(?:::ffff:|64:ff9b::|::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(canonical);
  if (found === null || canonical === "::1") return null;
  const high = Number.parseInt(found[1] ?? "0", 16);
  const low = Number.parseInt(found[2] ?? "0", 16);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function refuse(reason: string): BaseUrlCheck {
  return { ok: false, reason };
}
