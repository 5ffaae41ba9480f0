import { okta, siem } from "#lib/server/demo/senders.ts";
import {
  approve,
  close,
  deliver,
  note,
  reactivate,
  type Story,
  suspend,
  take,
} from "#lib/server/demo/story.ts";

/** Both owners of the account fall for one phish: the first is suspended, the last one 1Password doesn't suspend. */
export const ownerStories: readonly Story[] = [
  {
    name: "owners",
    about: "theodora.vance",
    begins: { workday: 5, at: "14:05" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "app.oauth2.consent.phishing",
            title: "Consent given to an unverified OAuth app",
            severity: "critical",
            ip: "198.51.100.9",
            text: "App 'DocuSlgn' asks for mail.read, offline_access. Granted 14:03; first mailbox read 14:04 from 203.0.113.200.",
          }),
        ),
      ],
      [4, take("Ana")],
      [
        9,
        suspend(
          "Ana",
          "Mailbox is being read by the phisher's app, recovery mails of 1Password included. {first} owns the account.",
        ),
      ],
      [13, approve("Imani", "Called {first}. She agrees to be locked out until the mailbox is clean.")],
      [
        50,
        note(
          "Ana",
          "Consent revoked, app blocked for the tenant, mailbox rules clean. Marcus has the same consent: see his case.",
        ),
      ],
      [
        "tomorrow 09:10",
        reactivate(
          "Ana",
          "Consent revoked yesterday 14:40, no mailbox access since. Marcus must not stay the only owner.",
        ),
      ],
      ["tomorrow 09:18", approve("Ines", "Tenant log shows no token of the app after 14:41.")],
      [
        "tomorrow 09:40",
        close(
          "Ana",
          "true_positive",
          "OAuth consent phishing. Mailbox read for 37 minutes, no recovery mail opened.",
        ),
      ],
    ],
  },
  {
    name: "last-owner",
    about: "marcus.aldine",
    begins: { workday: 5, at: "14:19" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "app.oauth2.consent.phishing",
            title: "Consent given to an unverified OAuth app",
            severity: "critical",
            ip: "198.51.100.10",
            text: "App 'DocuSlgn', same publisher as in the case of Theodora Vance. Granted 14:17.",
          }),
        ),
      ],
      [3, take("Ben")],
      [
        6,
        suspend(
          "Ben",
          "Same consent phishing as with Theodora Vance, ten minutes later. {first} owns the account as well.",
        ),
      ],
      [9, approve("Ines", "Same app, same publisher. Do it.")],
      [
        12,
        note(
          "Ben",
          "1Password refused: with Theodora suspended, {first} is the last owner. Consent revoked instead, mailbox watched, Okta sessions ended.",
        ),
      ],
      [
        65,
        deliver(
          siem({
            rule: "mail.rule.created",
            title: "Inbox rule forwards to an outside address",
            severity: "high",
            text: "Created 15:21 by the unverified app before its token was revoked; removed by the tenant's automation.",
            technique: "T1114.003",
          }),
        ),
      ],
      [
        "tomorrow 10:05",
        close(
          "Ben",
          "true_positive",
          "OAuth consent phishing. Could not be suspended as the last owner; contained at the identity provider within 14 minutes. Raised: a third owner for the account.",
        ),
      ],
    ],
  },
];
