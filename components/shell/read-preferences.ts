export type Zone = "local" | "utc";
export type Density = "comfortable" | "compact";
export type Rail = "open" | "collapsed";

export interface Preferences {
  zone: Zone;
  density: Density;
  rail: Rail;
  /** The IANA zone that the browser told on an earlier visit; null on the first. */
  localZone: string | null;
}

/** Cookies, not browser storage: the server must know them, or the first paint would jump. */
export const preferenceCookies = {
  zone: "cs-zone",
  density: "cs-density",
  rail: "cs-rail",
  localZone: "cs-local-zone",
} as const satisfies Record<keyof Preferences, string>;

/** Reads the preferences from a request's cookies. Whatever isn't one of the known values counts as not set. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  return {
    zone: cookie(preferenceCookies.zone) === "utc" ? "utc" : "local",
    density: cookie(preferenceCookies.density) === "compact" ? "compact" : "comfortable",
    rail: cookie(preferenceCookies.rail) === "collapsed" ? "collapsed" : "open",
    localZone: knownZone(cookie(preferenceCookies.localZone)),
  };
}

function knownZone(name: string | undefined): string | null {
  if (name === undefined || name === "") return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // A cookie is an outside input: an invented zone must not break every page that shows a time.
    return null;
  }
}
