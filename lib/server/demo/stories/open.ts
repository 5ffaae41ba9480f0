import { edr, mail, okta, siem, signIn } from "#lib/server/demo/senders.ts";
import { assign, close, deliver, note, report, type Story, take } from "#lib/server/demo/story.ts";

const office = { ip: "198.51.100.20", city: "Utrecht", country: "NL" };

/** Cases that wait for somebody, in each severity. */
export const openStories: readonly Story[] = [
  {
    name: "paste",
    about: 5,
    begins: { minutesAgo: 13 },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "intel.credential-in-paste",
            title: "Corporate password found in a fresh paste",
            severity: "critical",
            confidence: 80,
            technique: "T1589.001",
            text: "Combo list of 40 lines, two of ours. Hash matches the current directory password.",
          }),
        ),
      ],
      [
        4,
        deliver(
          signIn("credentials_failed", "password_secret_bad", {
            ip: "203.0.113.66",
            city: "Minsk",
            country: "BY",
            app: "1Password for Web",
          }),
          2,
        ),
      ],
    ],
  },
  {
    name: "new-factor",
    about: 10,
    begins: { minutesAgo: 27 },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.mfa.factor.activate",
            title: "Second factor added right after a password reset",
            severity: "high",
            ip: "198.51.100.187",
            text: "Reset by self-service at 198.51.100.187, then a new authenticator within 90 s.",
          }),
        ),
      ],
    ],
  },
  {
    name: "assistant",
    about: "colette.marchand",
    begins: { minutesAgo: 128 },
    deeds: [
      [
        0,
        deliver(
          mail({
            rule: "phish.reported-by-user",
            title: "Message reported as phishing",
            severity: "medium",
            text: "Subject 'Shared vault invitation from the CEO', link to 1passw0rd.example.org.",
          }),
        ),
      ],
      [17, take("Ana")],
      [
        24,
        report(
          "Ana",
          "chat",
          "medium",
          "Link opened, nothing typed\n{first} opened the link on her phone but typed nothing. She asks whether the phone is safe.",
        ),
      ],
      [
        39,
        note(
          "Ana",
          "Link is dead already. Phone's browser history fits her story; asking mobile team for the MDM log before I close this.",
        ),
      ],
    ],
  },
  {
    name: "stale-client",
    about: 0,
    begins: { minutesAgo: 46 },
    deeds: [
      [
        0,
        deliver(
          signIn("credentials_failed", "secret_key_bad", { ...office, app: "1Password for Windows" }),
          4,
        ),
      ],
    ],
  },
  {
    name: "second-look",
    about: 1,
    begins: { workday: 3, at: "11:26" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.session.new_country",
            title: "First sign-in from a new country",
            severity: "low",
            ip: "192.0.2.90",
            text: "Portugal. Calendar says: conference in Lisbon.",
          }),
        ),
      ],
      [41, take("Ben")],
      [
        52,
        close("Ben", "benign", "Conference in Lisbon until Friday, in the calendar and confirmed by chat."),
      ],
      [
        -74,
        deliver(
          okta({
            rule: "user.session.new_country",
            title: "Sign-in from another new country",
            severity: "medium",
            ip: "203.0.113.31",
            text: "Brazil, 35 minutes after a sign-in in Lisbon.",
          }),
        ),
      ],
    ],
  },
  {
    name: "travel",
    about: 2,
    begins: { minutesAgo: 186 },
    deeds: [
      [
        0,
        deliver(
          signIn("success", "credentials_ok", {
            ip: "192.0.2.14",
            city: "Oslo",
            country: "NO",
            app: "1Password for iOS",
          }),
        ),
      ],
    ],
  },
  {
    name: "old-android",
    about: 4,
    begins: { minutesAgo: 64 },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "device.os.outdated",
            title: "Signed in with an outdated phone",
            severity: "informational",
            ip: "198.51.100.20",
            text: "Android 11, security patch of last year.",
          }),
        ),
      ],
    ],
  },
  {
    name: "keylogger",
    about: 6,
    begins: { minutesAgo: 242 },
    deeds: [
      [
        0,
        deliver(
          edr({
            rule: "behavior.input-capture",
            title: "Keyboard hook blocked in a browser extension",
            severity: "high",
            host: "ACME-LT-0922",
            technique: "T1056.001",
            text: "'Coupon Finder' 3.1 asks for all sites and hooks key events. Blocked, not removed.",
          }),
        ),
      ],
      [9, take("Ben")],
      [
        31,
        note(
          "Ben",
          "Extension installed eight days ago, so before the block came in. Checking with {first} which sites were open; 1Password's own extension doesn't expose its fields to it.",
        ),
      ],
      [
        55,
        deliver(
          siem({
            rule: "proxy.known-bad-domain",
            title: "Extension calls a known collector",
            severity: "medium",
            ip: "198.51.100.20",
            text: "POST to stats.coupon-finder.example every 30 s until the block.",
          }),
        ),
      ],
    ],
  },
  {
    name: "account-manager",
    about: "milo.farkas",
    begins: { minutesAgo: 304 },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "vendor.access-outside-hours",
            title: "Vendor access outside the agreed hours",
            severity: "medium",
            ip: "192.0.2.230",
            text: "Northbridge account used at 05:40 local time; contract says 08–18.",
          }),
        ),
      ],
      [48, take("Ana")],
      [
        63,
        note(
          "Ana",
          "{name} is the external account manager, so 1Password wouldn't let us suspend him anyway. Waiting for Northbridge's security desk.",
        ),
      ],
    ],
  },
  {
    name: "reused-password",
    about: 11,
    begins: { workday: 1, at: "13:30" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "watchtower.reused-password",
            title: "Reused password on a finance login",
            severity: "low",
            text: "Same password on three logins, one of them the expense tool.",
          }),
        ),
      ],
      [25, assign("Ben", "Ana")],
      [80, note("Ana", "{first} is changing them this week. Low, keeping it for follow-up.")],
    ],
  },
];
