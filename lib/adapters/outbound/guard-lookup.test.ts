import { expect, it } from "vitest";
import { forbiddenAddressCode, guardLookup } from "./guard-lookup.ts";

function resolve(name: string, loopbackOnly: boolean, publicOnly = false): Promise<string> {
  return new Promise((done) => {
    guardLookup({ loopbackOnly, publicOnly })(name, { all: true }, (error, addresses) => {
      done(error?.code ?? JSON.stringify(addresses));
    });
  });
}

it("a name that resolves to a link-local address is not connected to", async () => {
  expect(await resolve("169.254.169.254", false)).toBe(forbiddenAddressCode);
  expect(await resolve("::ffff:169.254.169.254", false)).toBe(forbiddenAddressCode);
  expect(await resolve("fe80::1", false)).toBe(forbiddenAddressCode);
});

it("over http only loopback is connected to, whatever the name says", async () => {
  expect(await resolve("203.0.113.7", true)).toBe(forbiddenAddressCode);
  expect(await resolve("203.0.113.7", false)).toContain("203.0.113.7");
  expect(await resolve("localhost", true)).toMatch(/127\.0\.0\.1|::1/);
});

it("where only public addresses are meant, a name that resolves into a private network is not connected to", async () => {
  expect(await resolve("localhost", false, true)).toBe(forbiddenAddressCode);
  expect(await resolve("10.1.2.3", false, true)).toBe(forbiddenAddressCode);
  expect(await resolve("8.8.8.8", false, true)).toContain("8.8.8.8");
});
