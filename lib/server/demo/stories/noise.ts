import { okta, signIn } from "#lib/server/demo/senders.ts";
import { close, deliver, note, type Story, take } from "#lib/server/demo/story.ts";

const office = { ip: "198.51.100.20", city: "Utrecht", country: "NL" };

/** Sign-ins that only look strange. */
export const noiseStories: readonly Story[] = [
  {
    name: "wrong-keyboard",
    about: 7,
    begins: { workday: 10, at: "08:03" },
    deeds: [
      [0, deliver(signIn("credentials_failed", "password_secret_bad", office), 5)],
      [22, take("Ana")],
      [25, close("Ana", "benign", "Keyboard layout after the update. Signed in fine at 08:11.")],
    ],
  },
  {
    name: "controller",
    about: "freja.holmgaard",
    begins: { workday: 10, at: "11:47" },
    deeds: [
      [
        0,
        deliver(
          signIn("credentials_failed", "account_suspended", {
            ip: "192.0.2.77",
            city: "Aarhus",
            country: "DK",
            app: "1Password for Mac",
          }),
        ),
      ],
      [35, take("Ben")],
      [
        41,
        note(
          "Ben",
          "{first} left in spring and is SUSPENDED since. Old laptop that was never returned tries to sync.",
        ),
      ],
      [
        58,
        close(
          "Ben",
          "benign",
          "Former controller's unreturned laptop. Asset management is on it (AST-5120); the account is suspended anyway.",
        ),
      ],
    ],
  },
  {
    name: "admin-device",
    about: "adam.brandt",
    begins: { workday: 9, at: "10:18" },
    deeds: [
      [0, deliver(signIn("success", "credentials_ok", { ...office, app: "1Password for Linux" }))],
      [64, take("Ana")],
      [66, close("Ana", "benign", "Adam's new workstation, handed out this morning (AST-5133).")],
    ],
  },
  {
    name: "odd-hours",
    about: "sinead.o'hara",
    begins: { workday: 7, at: "01:50" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.session.odd_hours",
            title: "Sign-in far outside the usual hours",
            severity: "low",
            ip: "198.51.100.62",
            text: "01:47 local time, home network, known device.",
          }),
        ),
      ],
      [390, take("Ana")],
      [
        402,
        close(
          "Ana",
          "inconclusive",
          "{first} doesn't remember signing in, the device says she did. Nothing was opened. Watching.",
        ),
      ],
    ],
  },
  {
    name: "legacy-app",
    about: 16,
    begins: { workday: 2, at: "07:58" },
    deeds: [
      [
        0,
        deliver(
          signIn("firewall_failed", "blocked_by_country", {
            ip: "203.0.113.22",
            city: "Perm",
            country: "RU",
            app: "1Password for Web",
          }),
          2,
        ),
      ],
      [51, take("Ana")],
      [
        58,
        close(
          "Ana",
          "inconclusive",
          "Blocked by the account's firewall rule before any credential was checked. Address on several block lists; no sign that the password is known.",
        ),
      ],
    ],
  },
  {
    name: "browser-update",
    about: 18,
    begins: { workday: 1, at: "08:14" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "device.new_browser",
            title: "New browser fingerprint",
            severity: "informational",
            ip: "198.51.100.20",
            text: "Version 141 to 142.",
          }),
        ),
      ],
      [90, take("Ben")],
      [91, close("Ben", "benign", "Monthly browser update. Rule tuned to ignore minor versions.")],
    ],
  },
];
