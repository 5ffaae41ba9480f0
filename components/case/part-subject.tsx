"use client";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";

export interface PartSubjectProps {
  unlinkedId: string;
  shown: string;
  part: CaseActions["part"];
}

/** Takes back that an address or id is this person's. */
export function PartSubject({ unlinkedId, shown, part }: PartSubjectProps) {
  return (
    <ReasonDialog
      opener={
        <>
          Part…<span className="sr-only"> {shown}</span>
        </>
      }
      look={{ size: "sm" }}
      title="Part from this person"
      description={
        <>
          What came about <SafeText text={shown} /> leaves this person’s case for one of its own.
        </>
      }
      button="Part"
      label="Why"
      submit={(reason) => part({ unlinkedId, reason })}
    />
  );
}
