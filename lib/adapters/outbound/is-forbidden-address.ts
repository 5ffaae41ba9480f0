import { BlockList, isIP, isIPv6 } from "node:net";

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

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? "ipv4" : "ipv6");
}
