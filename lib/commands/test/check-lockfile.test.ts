import { expect, test } from "vitest";
import { checkLockfile, floorsSchema, lockfileSchema, manifestSchema } from "./check-lockfile.ts";

const floors = floorsSchema.parse([
  { package: "web", floor: "16.4.6", advisory: "a hole", date: "2026-11-03" },
  {
    package: "tokens",
    floor: "6.2.17",
    olderLines: { "4": "4.15.9" },
    advisory: "another",
    date: "2026-11-03",
  },
]);

function check(packages: Record<string, object>, dependencies: Record<string, string> = {}): string[] {
  const lockfile = lockfileSchema.parse({ packages: { "": { version: "0.1.0" }, ...packages } });
  return checkLockfile({ lockfile, manifest: manifestSchema.parse({ dependencies }), floors });
}

const integrity = "sha512-AAAA";

test("a lockfile at the floors passes", () => {
  expect(check({ "node_modules/web": { version: "16.4.6", integrity } }, { web: "16.4.6" })).toEqual([]);
});

test.each(["16.4.5", "15.99.99", "16.4.6-canary.1", "9.0.0"])("%s is below a floor of 16.4.6", (version) => {
  expect(check({ "node_modules/web": { version, integrity } })).toEqual([
    `node_modules/web is ${version}, below 16.4.6: a hole.`,
  ]);
});

test.each(["16.4.6", "16.4.10", "16.10.0", "17.0.0"])("%s is not below a floor of 16.4.6", (version) => {
  expect(check({ "node_modules/web": { version, integrity } })).toEqual([]);
});

test("a copy nested in another package is held to the floor too", () => {
  expect(check({ "node_modules/other/node_modules/web": { version: "16.0.0", integrity } })).toHaveLength(1);
});

test("an older line has a floor of its own", () => {
  expect(check({ "node_modules/tokens": { version: "4.15.9", integrity } })).toEqual([]);
  expect(check({ "node_modules/tokens": { version: "4.15.4", integrity } })).toHaveLength(1);
  expect(check({ "node_modules/tokens": { version: "5.9.9", integrity } })).toHaveLength(1);
});

test("a package of a scope is not its namesake without one", () => {
  expect(check({ "node_modules/@scope/web": { version: "1.0.0", integrity } })).toEqual([]);
});

test("a package without a hash is refused", () => {
  expect(check({ "node_modules/x": { version: "1.0.0" } })).toEqual([
    "node_modules/x has no hash in the lockfile.",
  ]);
});

test("a host name in the lockfile is refused", () => {
  const resolved = "https://registry.example/x.tgz";
  expect(check({ "node_modules/x": { version: "1.0.0", integrity, resolved } })).toEqual([
    `node_modules/x names a host in the lockfile: ${resolved}.`,
  ]);
});

test.each(["^1.0.0", "~1.0.0", "1.x", "latest", "git+https://example.com/x.git", ">=1.0.0"])(
  "the pin %s is refused",
  (pin) => {
    expect(check({}, { x: pin })).toEqual([`package.json asks for x ${pin}, not an exact version.`]);
  },
);
