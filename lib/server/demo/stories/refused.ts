import { edr, okta, signIn } from "#lib/server/demo/senders.ts";
import {
  close,
  deliver,
  deny,
  note,
  report,
  type Story,
  suspend,
  take,
  withdraw,
} from "#lib/server/demo/story.ts";

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
          "Prompts are her own\n{name} called the desk: she is setting up a new phone and the old one got all the prompts. Voice and badge number checked.",
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
