import { CircleCheck, CircleSlash } from "lucide-react";

import { QuotedText } from "#components/request/quoted-text.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { VoteView } from "#lib/domain/views/request-view.ts";

/** Who decided what, when and why. */
export function VoteList({ votes }: { votes: readonly VoteView[] }) {
  return (
    <ul className="grid gap-2">
      {votes.map((vote) => (
        <li key={`${vote.person} ${vote.at}`}>
          <p className="flex flex-wrap items-center gap-x-1.5">
            {vote.decision === "approve" ? (
              <CircleCheck aria-hidden="true" className="size-4 text-success" />
            ) : (
              <CircleSlash aria-hidden="true" className="size-4 text-neutral" />
            )}
            <span>
              <SafeText text={vote.person} className="font-medium text-fg" />{" "}
              {vote.decision === "approve" ? "approved" : "denied"}
            </span>
            <TimeStamp at={vote.at} className="text-xs text-muted" />
          </p>
          <QuotedText text={vote.reason} className="mt-1 ml-5.5" />
        </li>
      ))}
    </ul>
  );
}
