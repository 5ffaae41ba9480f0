import { describe, expect, test } from "vitest";
import { checkServiceUrl } from "./check-service-url.ts";
import { isForbiddenAddress } from "./is-forbidden-address.ts";

describe("accepted", () => {
  test.each([
    ["https://api.1password.com", "https://api.1password.com", true, false],
    ["https://api.1password.eu/", "https://api.1password.eu", true, false],
    ["https://API.1Password.CA", "https://api.1password.ca", true, false],
    ["https://proxy.acme.example/1p/", "https://proxy.acme.example/1p", false, false],
    ["https://10.1.2.3:8443", "https://10.1.2.3:8443", false, false],
    ["http://localhost:3901", "http://localhost:3901", false, true],
    ["http://127.0.0.1:3901/", "http://127.0.0.1:3901", false, true],
    ["http://127.9.9.9", "http://127.9.9.9", false, true],
    ["http://2130706433:3901", "http://127.0.0.1:3901", false, true],
    ["http://[::1]:3901", "http://[::1]:3901", false, true],
    ["https://localhost:3901", "https://localhost:3901", false, true],
  ])("%s", (text, url, isOnePassword, isLoopback) => {
    expect(checkServiceUrl(text)).toMatchObject({ ok: true, base: url, isOnePassword, isLoopback });
  });
});

describe("refused", () => {
  test.each([
    ["http://169.254.169.254", "link-local"],
    ["https://169.254.169.254", "link-local"],
    ["https://169.254.169.254/latest/meta-data", "link-local"],
    ["https://2852039166", "link-local"],
    ["https://0251.0376.0251.0376", "link-local"],
    ["https://0xa9fea9fe", "link-local"],
    ["https://169.254.43518", "link-local"],
    ["https://[::ffff:169.254.169.254]", "link-local"],
    ["https://[::ffff:a9fe:a9fe]", "link-local"],
    ["https://[::169.254.169.254]", "link-local"],
    ["https://[64:ff9b::a9fe:a9fe]", "link-local"],
    ["https://[fe80::1]", "link-local"],
    ["https://[febf::1]", "link-local"],
    ["https://0.0.0.0", "unspecified"],
    ["http://0:3901", "unspecified"],
    ["https://[::]", "unspecified"],
    ["https://[::ffff:0.0.0.0]", "unspecified"],
    ["https://[::ffff:0:0]", "unspecified"],
    ["https://224.0.0.1", "multicast"],
    ["https://[ff02::1]", "multicast"],
    ["https://api.1password.com.evil.tld", "looks like 1Password's"],
    ["https://api.1password.com.", "looks like 1Password's"],
    ["https://api-1password.com", "looks like 1Password's"],
    ["https://evil1password.com", "looks like 1Password's"],
    ["https://1password.co", "looks like 1Password's"],
    ["https://api.1password.com@evil", "user name or password"],
    ["https://api.1password.com:secret@evil.tld", "user name or password"],
    ["https://:secret@evil.tld", "user name or password"],
    ["https://api.1password.com/?x=1", "query or a fragment"],
    ["https://api.1password.com?", "query or a fragment"],
    ["https://api.1password.com/#x", "query or a fragment"],
    ["http://api.1password.com", "http is for this computer only"],
    ["http://10.0.0.1", "http is for this computer only"],
    ["http://localhost.evil.tld", "http is for this computer only"],
    ["http://[::ffff:127.0.0.1]", "http is for this computer only"],
    ["ftp://api.1password.com", "must begin with https://"],
    ["file:///etc/passwd", "must begin with https://"],
    ["api.1password.com", "not an address"],
    ["", "not an address"],
  ])("%s", (text, reason) => {
    const check = checkServiceUrl(text);
    expect(check.ok ? "accepted" : check.reason).toContain(reason);
  });
});

test("an address that a name resolves to can be checked on connecting", () => {
  expect(isForbiddenAddress("169.254.169.254")).toBe(true);
  expect(isForbiddenAddress("::ffff:169.254.169.254")).toBe(true);
  expect(isForbiddenAddress("fe80::1")).toBe(true);
  expect(isForbiddenAddress("93.184.216.34")).toBe(false);
  expect(isForbiddenAddress("2606:4700::1111")).toBe(false);
  expect(isForbiddenAddress("::1")).toBe(false);
  expect(isForbiddenAddress("api.1password.com")).toBe(false);
});
