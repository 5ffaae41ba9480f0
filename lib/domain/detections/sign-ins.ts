import { before, dayMs, type Detection, hourMs, minuteMs, noLooks, within } from "./detection.ts";
import { isNobody, isSame, isSuccess, type SeenEvent, type SeenSignIn, wordFor } from "./seen-event.ts";

const foundAt = "target_user";
const streams = ["signinattempts"] as const;

const knownDays = 14;

/** Success with the type that says that the person proved themselves; a report of the firewall's isn't one. */
function isProven(event: SeenEvent): event is SeenSignIn {
  return isSuccess(event) && (event.type === "credentials_ok" || event.type === "mfa_ok");
}

export const newAddress: Detection = {
  id: "console.new-address",
  name: "Sign-in from a new address",
  watches: "Successful sign-ins from an address from which this person didn’t sign in within 14 days before.",
  streams,
  severity: "low",
  kind: "account_takeover",
  attack: ["T1078"],
  origin: "S",
  repeatMs: knownDays * dayMs,
  learnsDays: knownDays,
  needsList: null,
  looks: (event) =>
    isProven(event) && event.ip !== null && !isNobody(event.user)
      ? [
          {
            stream: "signinattempts",
            who: event.user,
            as: "user",
            from: before(event.at, knownDays * dayMs),
            to: event.at,
          },
        ]
      : [],
  judge: ({ event, history }) => {
    if (!isProven(event) || event.ip === null || isNobody(event.user)) return null;
    // A failed try doesn't make its address a known one.
    const known = within(history, before(event.at, knownDays * dayMs), event.at).some(
      (other) =>
        other.uuid !== event.uuid &&
        isProven(other) &&
        other.ip === event.ip &&
        isSame(other.user, event.user),
    );
    if (known) return null;
    return {
      anchor: event,
      subject: event.user,
      foundAt,
      title: "Sign-in from an address not seen in 14 days",
      description: `${event.ip}${event.country === null ? "" : ` (${event.country})`} with ${event.app ?? "an unnamed app"}`,
      repeatKey: `${wordFor(event.user)} ${event.ip}`,
    };
  },
};

const usualClients = new Set(
  [
    "1Password CLI",
    "1Password for Web",
    "1Password for Mac",
    "1Password SCIM Bridge",
    "1Password for Windows",
    "1Password for iOS",
    "1Password Browser Extension",
    "1Password for Android",
    "1Password for Linux",
    "1Password SDK",
  ].map((name) => name.toLowerCase()),
);

export const unusualClient: Detection = {
  id: "console.unusual-client",
  name: "Unusual client",
  watches: "Sign-in attempts with an app that is none of 1Password’s own.",
  streams,
  severity: "medium",
  kind: "account_takeover",
  attack: ["T1555"],
  origin: "P",
  repeatMs: 120 * minuteMs,
  needsList: null,
  looks: noLooks,
  judge: ({ event }) => {
    if (event.stream !== "signinattempts" || event.app === null) return null;
    if (usualClients.has(event.app.toLowerCase())) return null;
    return {
      anchor: event,
      subject: event.user,
      foundAt,
      title: "Sign-in attempt with an unusual client",
      description: `${event.app}, ${event.category}${event.ip === null ? "" : `, from ${event.ip}`}`,
      repeatKey: `${wordFor(event.user)} ${event.app.toLowerCase()}`,
    };
  },
};

export const severalPlaces: Detection = {
  id: "console.several-places",
  name: "Sign-in from several places",
  watches: "Successful sign-ins of one person from more than one country within an hour.",
  streams,
  severity: "medium",
  kind: "impossible_travel",
  attack: ["T1078"],
  origin: "L",
  repeatMs: hourMs,
  needsList: null,
  looks: (event) =>
    isSuccess(event) && event.country !== null && !isNobody(event.user)
      ? [
          {
            stream: "signinattempts",
            who: event.user,
            as: "user",
            from: before(event.at, hourMs),
            to: before(event.at, -hourMs),
          },
        ]
      : [],
  judge: ({ event, history }) => {
    if (!isSuccess(event) || event.country === null || isNobody(event.user)) return null;
    const near = within([...history, event], before(event.at, hourMs), before(event.at, -hourMs)).filter(
      (other): other is SeenSignIn =>
        isSuccess(other) && isSame(other.user, event.user) && other.country !== null,
    );
    const away = near.find((other) => other.country !== event.country);
    if (!away) return null;
    // The later of the two completes it, whichever came in last.
    const anchor = away.at > event.at ? away : event;
    const countries = [...new Set(near.map(({ country }) => country ?? ""))].toSorted((a, b) =>
      a < b ? -1 : 1,
    );
    return {
      anchor,
      subject: anchor.user,
      foundAt,
      title: "Sign-ins from several countries within an hour",
      description: countries.join(", "),
      repeatKey: wordFor(event.user),
    };
  },
};

const failures = new Set(["credentials_failed", "mfa_failed"]);
const failuresNeeded = 5;
const failureWindowMs = 15 * minuteMs;

function isFailure(event: SeenEvent): event is SeenSignIn {
  return event.stream === "signinattempts" && failures.has(event.category);
}

export const failedSignIns: Detection = {
  id: "console.failed-sign-ins",
  name: "Failed sign-ins",
  watches: "Five or more sign-ins of one person that failed by password or second factor within 15 minutes.",
  streams,
  severity: "medium",
  kind: "account_takeover",
  attack: ["T1110"],
  origin: "C",
  repeatMs: hourMs,
  needsList: null,
  looks: (event) =>
    isFailure(event) && !isNobody(event.user)
      ? [
          {
            stream: "signinattempts",
            who: event.user,
            as: "user",
            from: before(event.at, failureWindowMs),
            to: before(event.at, -failureWindowMs),
          },
        ]
      : [],
  judge: ({ event, history }) => {
    if (!isFailure(event) || isNobody(event.user)) return null;
    const near = within(
      [...history, event],
      before(event.at, failureWindowMs),
      before(event.at, -failureWindowMs),
    ).filter((other) => isFailure(other) && isSame(other.user, event.user));
    // A late one may complete a window that lies around it.
    for (const last of near) {
      const window = within(near, before(last.at, failureWindowMs), last.at);
      if (window.length < failuresNeeded || !window.some(({ uuid }) => uuid === event.uuid)) continue;
      const addresses = new Set(window.map(({ ip }) => ip).filter((ip) => ip !== null));
      return {
        anchor: last,
        subject: event.user,
        foundAt,
        title: "Many failed sign-ins within 15 minutes",
        description: `${window.length} from ${addresses.size === 1 ? [...addresses].join() : `${addresses.size} addresses`}`,
        repeatKey: wordFor(event.user),
      };
    }
    return null;
  },
};
