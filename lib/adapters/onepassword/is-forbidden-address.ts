import { BlockList, isIP } from "node:net";

const forbidden = new BlockList();
forbidden.addSubnet("0.0.0.0", 8, "ipv4");
forbidden.addSubnet("169.254.0.0", 16, "ipv4");
forbidden.addSubnet("224.0.0.0", 4, "ipv4");
forbidden.addAddress("255.255.255.255", "ipv4");
forbidden.addAddress("::", "ipv6");
forbidden.addSubnet("fe80::", 10, "ipv6");
forbidden.addSubnet("ff00::", 8, "ipv6");

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

function isListed(list: BlockList, address: string): boolean {
  const plain = address.split("%")[0] ?? "";
  const family = isIP(plain);
  if (family === 0) return false;
  // Node compares an IPv4-mapped IPv6 address with the IPv4 rules too, so `::ffff:169.254.1.1` is found.
  return list.check(plain, family === 4 ? "ipv4" : "ipv6");
}

/** Link-local, unspecified, multicast or broadcast: metadata services live there, 1Password never does. */
export function isForbiddenAddress(address: string): boolean {
  return isListed(forbidden, address);
}

export function isLoopbackAddress(address: string): boolean {
  return isListed(loopback, address);
}
