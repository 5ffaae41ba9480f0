import { edr, mail, okta, siem, signIn } from "#lib/server/demo/senders.ts";
import {
  approve,
  assign,
  deliver,
  note,
  reactivate,
  report,
  type Story,
  suspend,
  take,
} from "#lib/server/demo/story.ts";

/** Cases that are in the middle of a containment now: asked for, suspended, on the way back. */
export const waitingStories: readonly Story[] = [
  {
    name: "leaver",
    about: "nikolai.petrenko",
    begins: { workday: 1, at: "16:12" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "vault.bulk-export",
            title: "Vault exported to a file",
            severity: "high",
            ip: "192.0.2.61",
            confidence: 90,
            technique: "T1555.005",
            text: "1pux export of 'Sales – partners' (412 items) by the 1Password desktop app.",
          }),
        ),
      ],
      [
        2,
        deliver(
          edr({
            rule: "exfil.usb-write",
            title: "Archive written to a removable disk",
            severity: "medium",
            host: "ACME-LT-1189",
            technique: "T1052.001",
            text: "sales-partners.1pux, 1.1 MB, to volume 'KINGSTON'.",
          }),
        ),
      ],
      [6, take("Ana")],
      [
        9,
        report(
          "Ana",
          "chat",
          "medium",
          "No business reason, says the manager\n{first}'s manager says the handover was finished last week; there is no reason to export anything. Last day is the end of the month.",
        ),
      ],
      [
        13,
        suspend(
          "Ana",
          "Leaver exports a partner vault to a USB disk with no business reason. Manager informed, HR asked for the laptop.",
        ),
      ],
      [18, approve("Ivo", "Spoke with the manager. Suspend until HR has the disk. First of two.")],
      [21, approve("Imani", "Outside policy, but the export is real and HR agrees. Second of two.")],
      [
        40,
        note(
          "Ana",
          "Partner passwords: 37 of 412 items are shared logins, list sent to sales ops for rotation.",
        ),
      ],
    ],
  },
  {
    name: "data-engineer",
    about: "dami.bankole",
    begins: { workday: 2, at: "09:47" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "secret.leaked-key-used-from-tor",
            title: "Cloud access key used from an anonymising network",
            severity: "critical",
            ip: "203.0.113.5",
            technique: "T1078.004",
            confidence: 95,
            text: "Key AKIA…7Q2M, stored in 1Password only. ListBuckets, then GetObject on two exports.",
          }),
        ),
      ],
      [3, take("Ben")],
      [
        7,
        suspend(
          "Ben",
          "A cloud key that lives only in {first}'s vault is used from Tor. Either the vault or the laptop is open to somebody.",
          { validated: "Cloud ops read both exports in the access log, with this key" },
        ),
      ],
      [10, approve("Imani", "Key disabled by cloud ops already; close the vault too.")],
      [
        95,
        note(
          "Ben",
          "Found it: the key was pasted into a notebook that was synced to a public repository for 40 minutes. The vault was never touched.",
        ),
      ],
      [
        -196,
        reactivate(
          "Ben",
          "Leak was the public notebook, not 1Password. Key deleted, notebook purged, {first} has done the secret-scanning setup.",
        ),
      ],
      [
        -188,
        approve(
          "Ines",
          "Repository history is purged, scanner is on. Watch sign-ins for a day before closing.",
        ),
      ],
      [
        -171,
        deliver(signIn("success", "credentials_ok", { ip: "198.51.100.20", city: "Utrecht", country: "NL" })),
      ],
      [
        -160,
        note(
          "Ben",
          "Back in. Keeping this open until tomorrow to watch for sign-ins from outside the office.",
        ),
      ],
    ],
  },
  {
    name: "treasury",
    about: "hyejin.baek",
    begins: { workday: 1, at: "09:35" },
    deeds: [
      [
        0,
        deliver(
          mail({
            rule: "bec.mailbox-takeover",
            title: "Reply inserted into a payment thread",
            severity: "high",
            text: "Look-alike domain acrne.example, new IBAN, sent within an existing thread with the bank.",
          }),
        ),
      ],
      [
        4,
        deliver(
          okta({
            rule: "user.session.start",
            title: "Sign-in from a hosting network",
            severity: "medium",
            ip: "203.0.113.118",
            text: "First sign-in of this user from AS64499.",
          }),
        ),
      ],
      [9, take("Ana")],
      [
        14,
        suspend(
          "Ana",
          "Mailbox is hijacked and the sign-in comes from a hosting network. Treasury's bank logins are in {first}'s vault.",
          { narrower: { step: "sessions_ended", by: "Okta on-call" } },
        ),
      ],
      [17, approve("Ines", "Bank has stopped the payment. Suspend, I'll tell the treasurer.")],
      [
        70,
        note(
          "Ana",
          "Mailbox rule removed, sessions ended, bank confirms nothing was paid. Password reset booked with {first} at the desk.",
        ),
      ],
      [
        -9,
        reactivate(
          "Ana",
          "Password and factors reset at the desk, laptop scanned clean, sign-ins quiet since the suspension. Treasury closes the month today.",
        ),
      ],
    ],
  },
  {
    name: "cfo",
    about: "priscilla.moyo",
    begins: { minutesAgo: 31 },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.account.report_suspicious_activity",
            title: "Suspicious activity reported by the user",
            severity: "high",
            ip: "203.0.113.240",
            text: "'This wasn't me' pressed in the new-device mail.",
          }),
        ),
      ],
      [
        2,
        deliver(
          signIn("success", "credentials_ok", {
            ip: "203.0.113.240",
            city: "Warsaw",
            country: "PL",
            app: "1Password for Web",
          }),
        ),
      ],
      [
        6,
        deliver(
          siem({
            rule: "vault.sensitive-item-usage",
            title: "Board vault opened from a new device",
            severity: "critical",
            ip: "203.0.113.240",
            confidence: 88,
            technique: "T1555.005",
            text: "Three items of 'Board 2026' revealed within a minute.",
          }),
        ),
      ],
      [9, take("Ben")],
      [
        12,
        report(
          "Ben",
          "phone",
          "critical",
          "It wasn't her\n{name} is at the airport and has not signed in anywhere this morning. Her laptop is in her bag, the browser device isn't hers.",
        ),
      ],
      [
        -7,
        suspend(
          "Ben",
          "{first} confirms by phone that neither device nor sign-in is hers, and the board vault is being read now. She agrees to be locked out; her assistant has the emergency number.",
          {
            validated: "{first} on the phone: neither the device nor the sign-in is hers",
            narrower: { step: "sessions_ended", by: "Okta on-call" },
          },
        ),
      ],
    ],
  },
  {
    name: "help-desk",
    about: "lucas.ferreira",
    begins: { minutesAgo: 52 },
    deeds: [
      [
        0,
        deliver(
          edr({
            rule: "behavior.remote-tool",
            title: "Remote control tool started by an unknown caller",
            severity: "medium",
            host: "ACME-LT-0770",
            technique: "T1219",
            text: "rustdesk.exe, session from 198.51.100.250 for six minutes.",
          }),
        ),
      ],
      [8, assign("Ben", "Ana")],
      [
        15,
        note(
          "Ana",
          "Caller claimed to be from the carrier. {first} let them in, then got suspicious and pulled the cable.",
        ),
      ],
      [
        -18,
        suspend(
          "Ana",
          "Stranger had the screen of a help desk laptop for six minutes with 1Password unlocked. Recovery codes of the desk are in reach.",
          { notPossible: "the stranger used the desk's own session, which is closed" },
        ),
      ],
    ],
  },
];
