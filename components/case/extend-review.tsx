"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { useNow } from "#components/use-now.ts";
import type { ReviewView } from "#lib/domain/views/governance-view.ts";

const hourMs = 3_600_000;
/** The server takes no date beyond 30 days; a little less, for clocks differ. */
const latestMs = 30 * 24 * hourMs - 5 * 60_000;
const spans = [
  { value: "24", label: "24 h" },
  { value: "72", label: "72 h" },
  { value: "168", label: "7 days" },
  { value: "336", label: "14 days" },
  { value: "720", label: "30 days" },
] as const;

export interface ExtendReviewProps {
  review: ReviewView;
  extend: CaseActions["extend"];
  onFormOpen: (open: boolean) => void;
}

/** Keeps the suspension for longer. From the second time on a second person has to confirm, and that is said before. */
export function ExtendReview({ review, extend, onFormOpen }: ExtendReviewProps) {
  const { rights, extensions, requestKey, subjectName } = review;
  const [span, setSpan] = useState<(typeof spans)[number]["value"]>("72");
  const nowMs = useNow(60_000);
  const fromMs = Math.max(nowMs, Date.parse(review.dueAt));
  const until = new Date(Math.min(fromMs + Number(span) * hourMs, nowMs + latestMs)).toISOString();
  return (
    <ReasonDialog
      opener="Extend"
      look={{
        size: "sm",
        disabledReason: rights.extend.allowed ? null : rights.extend.why,
        reasonPlacement: "below",
      }}
      title={
        <>
          Keep <SafeText text={subjectName} /> suspended for longer
        </>
      }
      description={
        extensions === 0
          ? "The first extension counts at once. Any further one has to be confirmed by a second person."
          : "It was extended before, so this only counts once a second person has confirmed it."
      }
      button={extensions === 0 ? "Extend the suspension" : "Ask to extend"}
      placeholder="What is still missing, and who works on it?"
      submit={(reason) => extend({ requestKey, until, reason })}
      onDone={({ extended }) =>
        showToast({
          tone: "success",
          title: extended ? "The suspension was extended" : "A second person has to confirm",
        })
      }
      onOpenChange={onFormOpen}
    >
      <Field
        label="Extend by"
        hint={
          <>
            To be looked at again by <TimeStamp at={until} show="absolute" />
          </>
        }
      >
        <Select items={spans} value={span} onValueChange={setSpan} className="w-44" />
      </Field>
    </ReasonDialog>
  );
}
