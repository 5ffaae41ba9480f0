import { expect, it } from "vitest";

import { readPreferences } from "./read-preferences.ts";

const from = (cookies: Record<string, string>) => readPreferences((name) => cookies[name]);

it("known values are read", () => {
  expect(
    from({
      "cs-zone": "utc",
      "cs-density": "compact",
      "cs-rail": "collapsed",
      "cs-local-zone": "Europe/Berlin",
    }),
  ).toEqual({ zone: "utc", density: "compact", rail: "collapsed", localZone: "Europe/Berlin" });
});

it("no cookie, and a cookie that somebody made up, count as not set", () => {
  const unset = { zone: "local", density: "comfortable", rail: "open", localZone: null };
  expect(from({})).toEqual(unset);
  expect(
    from({ "cs-zone": "mars", "cs-density": "<x>", "cs-rail": "1", "cs-local-zone": "Mars/Olympus" }),
  ).toEqual(unset);
});
