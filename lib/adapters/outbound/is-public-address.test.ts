import { expect, it } from "vitest";
import { isPublicAddress } from "./is-public-address.ts";

it("only what the whole internet may reach is public", () => {
  for (const address of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "[2606:4700::1111]"]) {
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  }
  for (const address of [
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "255.255.255.255",
    "0.0.0.0",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "64:ff9b::a01:203",
    "2001:db8::1",
    "2002:a01:203::1",
    "fc00::1",
    "fe80::1%eth0",
    "ff02::1",
    "hooks.example.com",
    "",
  ]) {
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
  }
});
