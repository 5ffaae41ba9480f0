import { siem } from "#lib/server/demo/senders.ts";
import {
  approve,
  close,
  deliver,
  note,
  reactivate,
  type Story,
  suspend,
  take,
  tryToApprove,
} from "#lib/server/demo/story.ts";

/** Cases about who may decide: nobody on their own request, and two where the console didn't suspend. */
export const twoPeopleStories: readonly Story[] = [
  {
    name: "own-approval",
    about: "greta.saarinen",
    begins: { workday: 3, at: "12:04" },
    deeds: [
      [
        0,
        deliver(
          siem({
            rule: "vault.mass-item-usage",
            title: "190 items opened in nine minutes",
            severity: "high",
            ip: "192.0.2.45",
            confidence: 71,
            technique: "T1555.005",
            text: "Baseline for this person is 12 items a day. Client: 1Password CLI, first use.",
          }),
        ),
      ],
      [4, take("Ines")],
      [
        6,
        suspend(
          "Ines",
          "Item usage sixteen times above the baseline through a CLI that legal counsel has never used. {first} is on a flight and can't confirm.",
        ),
      ],
      [8, tryToApprove("Ines", "Nobody else is at their desk and this can't wait.")],
      [9, tryToApprove("Ana", "Looks right to me.")],
      [
        12,
        approve("Ivo", "Checked the usage report myself. I'd rather explain this to {first} after landing."),
      ],
      [16, approve("Imani", "No policy foresees it, so I looked too: the CLI is new to her. Second of two.")],
      [
        205,
        note(
          "Ines",
          "{first} landed: the CLI was installed by IT for the litigation hold export, with her session. IT forgot to tell us.",
        ),
      ],
      [
        212,
        reactivate(
          "Ines",
          "Export was ordered by legal (hold LH-311) and run by IT on her laptop. No foreign address.",
        ),
      ],
      [219, approve("Imani", "LH-311 and the change record fit in time and place.")],
      [
        230,
        close(
          "Ines",
          "benign",
          "Litigation hold export, run without a heads-up to security. IT's run book now says to tell us first.",
        ),
      ],
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
      [24, tryToApprove("Ines", "Manager confirms there was no order for this.")],
      [
        29,
        note(
          "Ben",
          "Somebody suspended {first} in 1Password directly at 15:40, not through us. IT says: automatic step of the contractor off-boarding form, submitted by mistake.",
        ),
      ],
      [
        "tomorrow 10:02",
        note(
          "Ben",
          "Upload was to the client's own share, agreed in writing by the product owner. Nothing left that shouldn't have.",
        ),
      ],
      [
        "tomorrow 10:15",
        reactivate(
          "Ben",
          "Upload was agreed with the client and the off-boarding form was a mistake. Not suspended by us, so two of you are needed.",
        ),
      ],
      [
        "tomorrow 10:22",
        approve("Ines", "Product owner's mail of last week covers the upload. First of two."),
      ],
      [
        "tomorrow 10:41",
        approve("Imani", "Off-boarding ticket is withdrawn, checked with HR. Second of two."),
      ],
      [
        "tomorrow 11:00",
        close(
          "Ben",
          "benign",
          "Agreed delivery to the client. The suspension came from a form, not from Countersign; reactivated with two approvals.",
        ),
      ],
    ],
  },
];
