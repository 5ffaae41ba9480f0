import { loose } from "#lib/server/demo/senders.ts";
import { note, close, deliver, type Story, take } from "#lib/server/demo/story.ts";

/** Events that name nobody whom 1Password knows, and one that somebody linked by hand. */
export const unlinkedStories: readonly Story[] = [
  {
    name: "build-agent",
    about: null,
    begins: { workday: 6, at: "03:17" },
    deeds: [
      [
        0,
        deliver(
          loose("edr", ({ id, at }) => ({
            id,
            name: "Credential file read by a build agent",
            severity: "low",
            timestamp: at.toISOString(),
            username: "svc-build-07",
            hostname: "ACME-CI-07",
            description: "~/.config/op/config read by a job that doesn't declare it.",
          })),
        ),
      ],
    ],
  },
  {
    name: "partner",
    about: null,
    begins: { minutesAgo: 410 },
    deeds: [
      [
        0,
        deliver(
          loose("mail", ({ id, at }) => ({
            event_id: id,
            title: "Look-alike domain wrote to accounts payable",
            severity: "medium",
            created_at: at.toISOString(),
            userEmail: "invoices@northbridge-partners.example",
            reason: "Domain registered four days ago.",
          })),
        ),
      ],
    ],
  },
  {
    name: "guest-wifi",
    about: null,
    begins: { minutesAgo: 133 },
    deeds: [
      [
        0,
        deliver(
          loose("siem", ({ id, at }) => ({
            id,
            rule_id: "network.guest-dns-tunnel",
            title: "DNS tunnel on the guest network",
            severity: "low",
            time: at.toISOString(),
            source_ip: "192.0.2.203",
            description: "412 TXT queries in a minute. Guest network, no user known.",
          })),
        ),
      ],
    ],
  },
  {
    name: "short-name",
    about: 17,
    begins: { workday: 3, at: "10:20" },
    deeds: [
      [
        0,
        deliver(
          loose("siem", ({ id, at }) => ({
            id,
            rule_id: "vpn.concurrent-sessions",
            title: "Two VPN sessions at once",
            severity: "low",
            time: at.toISOString(),
            user: { name: "u20417" },
            source_ip: "198.51.100.141",
            description: "Home address and a hotel in the same city.",
          })),
        ),
      ],
      [38, { do: "link", by: "Ben", deed: "short-name/0" }],
      [40, take("Ben")],
      [44, note("Ben", "The VPN knows only personnel numbers. u20417 is {name}, says the HR directory.")],
      [
        61,
        close(
          "Ben",
          "benign",
          "Laptop left connected at home, phone in the hotel. {first} confirmed by chat.",
        ),
      ],
    ],
  },
];
