import { BlockList, isIP } from "node:net";
import { isForbiddenAddress } from "./is-forbidden-address.ts";

const inside = new BlockList();
for (const [net, prefix] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
] as const) {
  inside.addSubnet(net, prefix, "ipv4");
}

const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
const notGlobal = new BlockList();
notGlobal.addSubnet("2001:db8::", 32, "ipv6");
notGlobal.addSubnet("2001::", 23, "ipv6");
// An IPv4 address inside may be anything.
notGlobal.addSubnet("2002::", 16, "ipv6");

/** True for an address that the whole internet may reach; of IPv6 only global unicast without an IPv4 address inside. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isForbiddenAddress(plain)) return false;
  switch (isIP(plain)) {
    case 4:
      return !inside.check(plain, "ipv4");
    case 6:
      return global.check(plain, "ipv6") && !notGlobal.check(plain, "ipv6");
    default:
      return false;
  }
}
