import { edr, mail, okta, siem, signIn } from "#lib/server/demo/senders.ts";
import {
  approve,
  assign,
  close,
  deliver,
  note,
  reactivate,
  report,
  type Story,
  suspend,
  take,
  wait,
} from "#lib/server/demo/story.ts";

/** Cases in which somebody was suspended and, the work done, reactivated. */
export const suspendedStories: readonly Story[] = [
  {
    name: "infostealer",
    about: "kenji.arakawa",
    begins: { workday: 9, at: "09:12" },
    deeds: [
      [
        0,
        deliver(
          edr({
            rule: "malware.infostealer.lumma",
            title: "Infostealer ran and read browser credential stores",
            severity: "critical",
            host: "ACME-MB-2207",
            technique: "T1555.003",
            text: "Lumma variant, started from a fake build tool (codesign-helper.dmg). Outbound 4.1 MB to 203.0.113.77 before containment of the host.",
          }),
        ),
      ],
      [
        3,
        deliver(
          siem({
            rule: "identity.session-replay",
            title: "Session cookie used from a second address",
            severity: "high",
            ip: "203.0.113.77",
            technique: "T1539",
            confidence: 86,
            text: "Same Okta session seen from 203.0.113.77 (hosting, RO) two minutes after the office address.",
          }),
        ),
      ],
      [4, take("Ben")],
      [
        6,
        note(
          "Ben",
          "Host ACME-MB-2207 is network-contained by EDR. {first} has release keys in two shared vaults, so the 1Password account is the bigger worry.",
        ),
      ],
      [
        7,
        suspend(
          "Ben",
          "Infostealer read the browser's stores and the session is already replayed from 203.0.113.77. The account reaches the release signing vaults.",
          { validated: "EDR shows the process tree and the upload, Okta the same session twice" },
        ),
      ],
      [
        11,
        approve(
          "Ines",
          "Confirmed with EDR: process tree and upload are real. {first} is in the office and knows.",
        ),
      ],
      [
        55,
        note(
          "Ben",
          "Laptop collected for imaging. Release keys rotated by platform (change CHG-8841). Okta sessions revoked.",
        ),
      ],
      [
        "tomorrow 13:40",
        reactivate(
          "Ben",
          "Laptop rebuilt from image, Okta password and factors reset in person, release keys rotated. {first} needs 1Password for the 15:00 release.",
        ),
      ],
      [
        "tomorrow 13:46",
        approve("Ivo", "Rebuild ticket IT-20913 is closed and the factors were reset at the desk."),
      ],
      [
        "tomorrow 13:58",
        deliver(signIn("success", "credentials_ok", { ip: "198.51.100.20", city: "Utrecht", country: "NL" })),
      ],
      [
        "tomorrow 14:20",
        close(
          "Ben",
          "true_positive",
          "Infostealer through a fake build tool. Account suspended 28 hours, credentials rotated, laptop rebuilt. No vault item was opened after the theft.",
        ),
      ],
    ],
  },
  {
    name: "night-token",
    about: "raj.venkataraman",
    begins: { workday: 6, at: "21:38" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.risk.detect",
            title: "Admin console opened from a new network and device",
            severity: "high",
            ip: "198.51.100.214",
            text: "First use of AS64511 for this user. Factor: push, approved after 2 s.",
          }),
        ),
      ],
      [
        5,
        deliver(
          signIn("success", "credentials_ok", {
            ip: "198.51.100.214",
            city: "Constanța",
            country: "RO",
            app: "1Password for Web",
          }),
        ),
      ],
      [9, take("Ben")],
      [
        14,
        note(
          "Ben",
          "{first} doesn't answer phone or chat; on-call rota says he is off tonight. Push approved within two seconds looks like fatigue.",
        ),
      ],
      [
        16,
        suspend(
          "Ben",
          "Admin console and 1Password on the web from a network never seen for {first}, who is off duty and can't be reached. On-call SRE vaults are in scope.",
        ),
      ],
      // Nobody was there to decide, and an hour is all there is.
      [78, wait],
      [
        80,
        note(
          "Ben",
          "The request expired undecided, all leads were off. Okta session killed as a stopgap; asking again first thing.",
        ),
      ],
      ["tomorrow 06:48", assign("Ben", "Ana")],
      [
        "tomorrow 06:55",
        suspend(
          "Ana",
          "Still unexplained: {first} confirms by phone at 06:50 that it was not him. Same address tried 1Password again at 05:12.",
        ),
      ],
      ["tomorrow 07:02", approve("Ivo", "Spoke to {first} myself. He was asleep; the push was not his.")],
      [
        "tomorrow 07:30",
        note(
          "Ana",
          "Factor removed and re-enrolled in person. The push came from a SIM-swapped number; carrier ticket opened.",
        ),
      ],
      [
        "tomorrow 15:10",
        reactivate(
          "Ana",
          "New hardware key enrolled, number ported back, no vault activity from the foreign address beyond the item list.",
        ),
      ],
      [
        "tomorrow 15:21",
        approve(
          "Imani",
          "Enrolment seen by me at the desk, activity report of 1Password checked: list only, no item opened.",
        ),
      ],
      [
        "tomorrow 16:00",
        close(
          "Ana",
          "true_positive",
          "SIM swap and push fatigue. Lesson: the evening gap in the approvers' rota, raised with Imani.",
        ),
      ],
    ],
  },
  {
    name: "lost-answer",
    about: "tobias.engel",
    begins: { workday: 4, at: "10:31" },
    deeds: [
      [
        0,
        deliver(
          mail({
            rule: "phish.credential-page.visited",
            title: "Credential entered on a known phishing page",
            severity: "high",
            text: "Lure 'Updated payroll calendar', page acme-payroll.example.net. Form submitted 10:29.",
          }),
        ),
      ],
      [
        2,
        deliver(
          signIn("credentials_failed", "password_secret_bad", {
            ip: "203.0.113.151",
            city: "Lagos",
            country: "NG",
            app: "1Password for Web",
          }),
          3,
        ),
      ],
      [3, take("Ana")],
      [
        5,
        report(
          "Ana",
          "phone",
          "high",
          "Password typed into a phishing page\n{name} called: typed the account password into the payroll page, Secret Key not asked for. Wants to know what to do.",
        ),
      ],
      [
        8,
        suspend(
          "Ana",
          "Password given to a phishing page and used from 203.0.113.151 within minutes. Payroll run is tomorrow; the bank vault is in reach.",
        ),
      ],
      [12, { do: "lose the next answer" }],
      [
        13,
        approve(
          "Ines",
          "Three failed sign-ins from the phisher's address. Stop it now, {first} is informed.",
        ),
      ],
      [
        16,
        note(
          "Ana",
          "1Password's answer got lost on the way (connection reset). The console found the suspension by reading; nothing was sent twice.",
        ),
      ],
      [
        190,
        note(
          "Ana",
          "Account password changed on a clean machine with {first}, recovery completed by the recovery group. Page reported for takedown.",
        ),
      ],
      [
        "tomorrow 08:20",
        reactivate(
          "Ana",
          "New account password and Secret Key, old devices deauthorised. Payroll run starts at 10:00.",
        ),
      ],
      [
        "tomorrow 08:31",
        approve("Ivo", "Deauthorised devices checked in the report. Payroll confirmed the timing."),
      ],
      [
        "tomorrow 09:05",
        close(
          "Ana",
          "true_positive",
          "Phished password, not the Secret Key: no sign-in succeeded. Suspended 22 hours as a precaution.",
        ),
      ],
    ],
  },
];
