"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ReviewView } from "#lib/domain/views/governance-view.ts";

export interface HandOverReviewProps {
  review: ReviewView;
  handOver: CaseActions["handOver"];
  onFormOpen: (open: boolean) => void;
}

/** The person leaves: whoever does the offboarding owns it from here on, under a ticket. */
export function HandOverReview({ review, handOver, onFormOpen }: HandOverReviewProps) {
  const { rights, requestKey, subjectName } = review;
  const [ticket, setTicket] = useState("");
  return (
    <ReasonDialog
      opener="Hand over to offboarding"
      look={{
        size: "sm",
        disabledReason: rights.handOver.allowed ? null : rights.handOver.why,
        reasonPlacement: "below",
      }}
      title={
        <>
          Hand <SafeText text={subjectName} /> over to offboarding
        </>
      }
      description="The suspension stays. It leaves the list of reviews when the directory no longer has the person."
      button="Hand over"
      placeholder="Why does the person not come back, and who said so?"
      missing={ticket.trim() === "" ? "Name the ticket." : null}
      submit={(reason) => handOver({ requestKey, ticket, reason })}
      onDone={() => showToast({ tone: "success", title: "Handed over to offboarding" })}
      onOpenChange={onFormOpen}
    >
      <Field label="Ticket" mark="required">
        <Input
          value={ticket}
          maxLength={200}
          placeholder="HR-…"
          autoComplete="off"
          onChange={(event) => setTicket(event.target.value)}
        />
      </Field>
    </ReasonDialog>
  );
}
