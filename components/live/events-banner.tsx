import { Banner } from "#components/shell/banner.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { EventsTrouble } from "#lib/domain/views/governance-view.ts";

/** That 1Password's events aren't read, or soon won't be: what happens there is seen late or not at all. */
export function EventsBanner({ trouble }: { trouble: EventsTrouble }) {
  return (
    <Banner
      tone="warning"
      message={<Message trouble={trouble} />}
      link={{ href: "/settings#health", label: "Settings" }}
    />
  );
}

function Message({ trouble: { kind, at } }: { trouble: EventsTrouble }) {
  switch (kind) {
    case "expiring":
      return (
        <>
          <strong className="font-semibold">
            The token for 1Password’s events ends <TimeStamp at={at} />.
          </strong>{" "}
          From then on nothing is read any more. An administrator issues a new one in 1Password, Integrations,
          Events Reporting.
        </>
      );
    case "rejected":
      return (
        <>
          <strong className="font-semibold">
            1Password refuses the token for its events since <TimeStamp at={at} />.
          </strong>{" "}
          Nothing of them is read. An administrator issues a new one in 1Password, Integrations, Events
          Reporting.
        </>
      );
    case "silent":
      return (
        <>
          <strong className="font-semibold">
            1Password’s events were not read since <TimeStamp at={at} />.
          </strong>{" "}
          They are asked for by themselves; what came meanwhile is caught up. Settings say what is wrong.
        </>
      );
    case "unconfirmed":
      return (
        <>
          <strong className="font-semibold">
            The token for 1Password’s events is of another account than the configured one.
          </strong>{" "}
          Nothing is read until an administrator says in Settings that this is right.
        </>
      );
  }
}
