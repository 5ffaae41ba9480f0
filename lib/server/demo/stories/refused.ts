import { edr, okta, siem, signIn } from "../senders.ts";
import {
  approve,
  close,
  deliver,
  deny,
  note,
  reactivate,
  report,
  type Story,
  suspend,
  take,
  withdraw,
} from "../story.ts";

/** Cases in which a request came to nothing: denied, withdrawn, stale, refused by 1Password. */
export const refusedStories: readonly Story[] = [
  {
    name: "surgeon",
    about: "samira.haidari",
    begins: { workday: 8, at: "18:40" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.session.impossible_travel",
            title: "Sign-ins 2,300 km apart within 50 minutes",
            severity: "high",
            ip: "192.0.2.180",
            text: "Helsinki 17:48, Vienna 18:37. Device known, network new.",
          }),
        ),
      ],
      [
        1,
        deliver(
          signIn("success", "credentials_ok", {
            ip: "192.0.2.180",
            city: "Vienna",
            country: "AT",
            app: "1Password for iOS",
          }),
        ),
      ],
      [6, take("Ana")],
      [
        10,
        suspend(
          "Ana",
          "Impossible travel with a successful 1Password sign-in at the far end. No answer on chat.",
        ),
      ],
      [
        19,
        deny(
          "Imani",
          "{name} is on call for the trauma line tonight and the clinic's door codes are in her vault. Reached her by phone, she read me the code word: the hospital's VPN leaves in Vienna. Suspending her would have locked a theatre.",
        ),
      ],
      [
        26,
        note(
          "Ana",
          "VPN egress 192.0.2.176/28 added to the known networks of the clinic group. Thanks Imani.",
        ),
      ],
      [31, close("Ana", "benign", "Hospital VPN with an exit in Vienna. Confirmed by phone with code word.")],
    ],
  },
  {
    name: "new-phone",
    about: "marisol.vega",
    begins: { workday: 7, at: "08:22" },
    deeds: [
      [
        0,
        deliver(
          okta({
            rule: "user.mfa.push_fatigue",
            title: "Eleven second-factor prompts in six minutes",
            severity: "medium",
            ip: "198.51.100.33",
            text: "Prompts 1–10 timed out, the eleventh was denied.",
          }),
          2,
        ),
      ],
      [
        2,
        deliver(
          signIn("mfa_failed", "mfa_code_wrong", { ip: "198.51.100.33", city: "Madrid", country: "ES" }),
        ),
      ],
      [5, take("Ben")],
      [
        7,
        suspend(
          "Ben",
          "Looks like push fatigue in progress against the head of support; ten prompts unanswered.",
        ),
      ],
      [
        11,
        report(
          "Ben",
          "phone",
          "informational",
          "{name} called the desk: she is setting up a new phone and the old one got all the prompts. Voice and badge number checked.",
        ),
      ],
      [
        12,
        withdraw(
          "Ben",
          "Explained by {first} herself: new phone, prompts went to the old one. No reason left to suspend.",
        ),
      ],
      [15, close("Ben", "benign", "New phone enrolment. Old device removed while on the phone.")],
    ],
  },
  {
    name: "contractor",
    about: "jordan.whitfield",
    begins: { workday: 4, at: "15:20" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "dlp.source-archive-upload",
            title: "Source archive uploaded to a private file share",
            severity: "medium",
            ip: "198.51.100.77",
            technique: "T1567.002",
            confidence: 60,
            text: "mobile-app.zip, 212 MB, to a personal storage account. Contract ends in nine days.",
          }),
        ),
      ],
      [7, take("Ben")],
      [
        13,
        suspend(
          "Ben",
          "Contractor near the end of the contract moves source code out. Mobile signing secrets are in the shared vault.",
        ),
      ],
      [20, { do: "change from outside", state: "SUSPENDED" }],
      [
        24,
        {
          do: "decide",
          by: "Ines",
          decision: "approve",
          reason: "Manager confirms there was no order for this.",
          refused: true,
        },
      ],
      [
        29,
        note(
          "Ben",
          "Somebody suspended {first} in 1Password directly at 15:40, not through us. IT says: automatic step of the contractor off-boarding form, submitted by mistake.",
        ),
      ],
      [
        "next 10:02",
        note(
          "Ben",
          "Upload was to the client's own share, agreed in writing by the product owner. Nothing left that shouldn't have.",
        ),
      ],
      [
        "next 10:15",
        reactivate(
          "Ben",
          "Upload was agreed with the client and the off-boarding form was a mistake. Not suspended by us, so two of you are needed.",
        ),
      ],
      ["next 10:22", approve("Ines", "Product owner's mail of last week covers the upload. First of two.")],
      ["next 10:41", approve("Imani", "Off-boarding ticket is withdrawn, checked with HR. Second of two.")],
      [
        "next 11:00",
        close(
          "Ben",
          "benign",
          "Agreed delivery to the client. The suspension came from a form, not from Countersign; reactivated with two approvals.",
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
            rule: "app.oauth2.consent.grant",
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
        "next 10:05",
        close(
          "Ben",
          "true_positive",
          "OAuth consent phishing. Could not be suspended as the last owner; contained at the identity provider within 14 minutes. Raised: a third owner for the account.",
        ),
      ],
    ],
  },
  {
    name: "keylogger-test",
    about: 3,
    begins: { workday: 2, at: "13:10" },
    deeds: [
      [
        0,
        deliver(
          edr({
            rule: "behavior.input-capture",
            title: "Process hooks the keyboard",
            severity: "high",
            host: "ACME-WS-0413",
            technique: "T1056.001",
            text: "autohotkey64.exe, unsigned copy in the user's downloads.",
          }),
        ),
      ],
      [11, take("Ana")],
      [16, suspend("Ana", "Keyboard hook by an unsigned binary while 1Password was unlocked.")],
      [
        21,
        deny(
          "Ivo",
          "AutoHotkey from the accessibility list; {first} has an approved exception (EXC-107). Please check exceptions before asking.",
        ),
      ],
      [
        24,
        close(
          "Ana",
          "benign",
          "Accessibility tool with an approved exception. EDR policy now carries EXC-107.",
        ),
      ],
    ],
  },
];
