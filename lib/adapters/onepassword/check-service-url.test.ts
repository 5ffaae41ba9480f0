import { expect, it } from "vitest";
import { checkServiceUrl } from "./check-service-url.ts";

it.each([
  ["http://169.254.169.254", "loopback only"],
  ["https://169.254.169.254", "link-local"],
  ["https://2852039166", "link-local"],
  ["https://0251.0376.0251.0376", "link-local"],
  ["https://0xa9fea9fe/", "link-local"],
  ["https://[::ffff:169.254.169.254]", "link-local"],
  ["https://[fe80::1]", "link-local"],
  ["https://[ff02::1]", "link-local"],
  ["https://[::]", "link-local"],
  ["https://0.0.0.0", "link-local"],
  ["http://0", "loopback only"],
  ["https://224.0.0.1", "link-local"],
  ["https://api.1password.com.evil.tld", "looks like"],
  ["https://api.1password.com.", "looks like"],
  ["https://evil1password.com", "looks like"],
  ["https://API.1PASSWORD.evil", "looks like"],
  ["https://api.1password.com@evil", "user name"],
  ["https://a:b@example.com", "user name"],
  ["https://example.com/?x=1", "query"],
  ["https://example.com?", "query"],
  ["https://example.com/#", "fragment"],
  ["ftp://example.com", "neither"],
  ["http://example.com", "loopback only"],
  ["http://localhost.example.com", "loopback only"],
  ["api.1password.com", "complete address"],
  ["", "complete address"],
])("%s is refused: %s", (text, reason) => {
  expect(checkServiceUrl(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) as string });
});

it.each([
  ["https://api.1password.com", true, false],
  ["https://api.1password.ca", true, false],
  ["https://api.1password.eu/", true, false],
  ["https://events.ent.1password.com", true, false],
  ["https://gateway.example.com/users-api", false, false],
  ["http://localhost:3901", false, true],
  ["http://127.0.0.5:1", false, true],
  ["http://[::1]:3901", false, true],
])("%s is accepted", (text, isOnePassword, isLoopback) => {
  expect(checkServiceUrl(text)).toMatchObject({ ok: true, isOnePassword, isLoopback });
});
