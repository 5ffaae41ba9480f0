import { edr, mail, okta, siem, signIn } from "#lib/server/demo/senders.ts";
import { assign, close, deliver, note, report, type Story, take } from "#lib/server/demo/story.ts";

/** The daily work: looked at, explained, closed, nobody suspended. */
export const closedStories: readonly Story[] = [
  {
    name: "hotel",
    about: 8,
    begins: { workday: 9, at: "19:55" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.session.new_country",
            title: "First sign-in from a new country",
            severity: "low",
            ip: "192.0.2.132",
            text: "Japan. No travel in the calendar.",
          }),
        ),
      ],
      [
        1,
        deliver(
          signIn("success", "credentials_ok", {
            ip: "192.0.2.132",
            city: "Osaka",
            country: "JP",
            app: "1Password for iOS",
          }),
        ),
      ],
      [30, take("Ana")],
      [
        33,
        report(
          "Ana",
          "mail",
          "informational",
          "On leave\n{first}'s manager: on leave in Japan until the 30th, phone only.",
        ),
      ],
      [36, close("Ana", "benign", "On leave in Japan, confirmed by the manager.")],
    ],
  },
  {
    name: "password-spray",
    about: 9,
    begins: { workday: 8, at: "02:31" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "auth.password-spray",
            title: "Password spray against 26 accounts",
            severity: "medium",
            ip: "203.0.113.90",
            technique: "T1110.003",
            confidence: 75,
            text: "One try per account from 203.0.113.90. No success.",
          }),
          2,
        ),
      ],
      [345, take("Ben")],
      [
        352,
        note(
          "Ben",
          "No account let them in; 203.0.113.0/25 blocked at the edge. Keeping one case for all of it, this one was first in the list.",
        ),
      ],
      [
        360,
        close(
          "Ben",
          "true_positive",
          "Spray without success, source blocked. No action on the account needed.",
        ),
      ],
    ],
  },
  {
    name: "spray-twin",
    about: 12,
    begins: { workday: 8, at: "02:33" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "auth.password-spray",
            title: "Password spray against 26 accounts",
            severity: "medium",
            ip: "203.0.113.90",
            technique: "T1110.003",
            confidence: 75,
            text: "One try per account from 203.0.113.90. No success.",
          }),
        ),
      ],
      [362, close("Ben", "duplicate", "Same spray as the case two minutes before, worked there.")],
    ],
  },
  {
    name: "macro",
    about: 13,
    begins: { workday: 7, at: "13:42" },
    deeds: [
      [
        0,
        deliver(
          edr({
            rule: "office.macro-spawn",
            title: "Spreadsheet started a shell",
            severity: "high",
            host: "ACME-LT-0318",
            technique: "T1204.002",
            text: "excel.exe → powershell.exe -enc …, killed by policy.",
          }),
        ),
      ],
      [
        1,
        deliver(
          mail({
            rule: "attachment.macro",
            title: "Macro attachment delivered",
            severity: "medium",
            text: "From a supplier whose mailbox was broken into; retracted from 14 inboxes.",
          }),
        ),
      ],
      [6, take("Ben")],
      [
        21,
        note(
          "Ben",
          "Payload never ran: killed at the shell. Memory and autostarts clean. 1Password was locked at the time.",
        ),
      ],
      [
        70,
        close("Ben", "true_positive", "Macro dropper stopped by EDR before it did anything. Supplier told."),
      ],
    ],
  },
  {
    name: "shared-vault",
    about: 14,
    begins: { workday: 6, at: "15:05" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "vault.permission-widened",
            title: "Vault shared with a large group",
            severity: "medium",
            text: "'Marketing – social' given to 'Everyone' with edit rights.",
          }),
        ),
      ],
      [28, assign("Ben", "Ana")],
      [44, note("Ana", "Meant for the campaign team. {first} changed it to that group while we spoke.")],
      [
        47,
        close(
          "Ana",
          "true_positive",
          "Over-shared for 50 minutes, no item used by anybody outside the team. Mistake, not malice.",
        ),
      ],
    ],
  },
  {
    name: "lost-phone",
    about: 15,
    begins: { workday: 5, at: "09:20" },
    deeds: [
      [
        0,
        report(
          "Ben",
          "phone",
          "medium",
          "Phone lost on the train\n{name} lost the phone on the train this morning. 1Password was on it, locked by fingerprint and code.",
        ),
      ],
      [3, take("Ben")],
      [
        12,
        note("Ben", "MDM wipe confirmed at 09:31, device deauthorised in 1Password by the administrators."),
      ],
      [
        15,
        close(
          "Ben",
          "true_positive",
          "Lost phone, wiped and deauthorised within a quarter of an hour. No suspension needed.",
        ),
      ],
    ],
  },
];
