"use client";

import { ConfirmErasure } from "#components/personal-data/confirm-erasure.tsx";
import { mayTry } from "#components/personal-data/may-try.ts";
import type { ErasureActions } from "#components/personal-data/personal-data-actions.ts";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ErasureView } from "#lib/domain/views/personal-data-view.ts";

export interface WaitingErasureProps {
  erasure: ErasureView;
  actions: ErasureActions;
}

/** An erasure that waits for the second person. */
export function WaitingErasure({ erasure, actions }: WaitingErasureProps) {
  const { rights, id, name, reason } = erasure;
  const verb = rights.declineIs === "withdraw" ? "Withdraw" : "Refuse";
  return (
    <Callout
      tone="warning"
      title={
        <>
          <SafeText text={erasure.askedBy ?? "Somebody"} /> asks to erase <SafeText text={name ?? ""} />; a
          second person has to confirm.
        </>
      }
    >
      <p>
        Asked <TimeStamp at={erasure.askedAt} />, because {erasure.ground}. It expires{" "}
        <TimeStamp at={erasure.expiresAt} show="absolute" />.
      </p>
      {reason === null ? null : <QuotedText text={reason} className="mt-1" />}
      {mayTry(rights.confirm) ? (
        <div className="mt-2 flex flex-wrap items-start gap-2">
          {rights.declineIs === "refuse" ? (
            <ConfirmErasure erasure={erasure} confirm={actions.confirm} />
          ) : null}
          <ReasonDialog
            opener={`${verb} erasure`}
            look={{
              size: "sm",
              disabledReason: rights.decline.allowed ? null : rights.decline.why,
              reasonPlacement: "below",
            }}
            title={`${verb} this erasure`}
            description="Nothing is erased. It can be asked for anew."
            button={verb}
            placeholder="Why does the data stay?"
            submit={(text) => actions.decline({ id, reason: text })}
            onDone={() => showToast({ tone: "success", title: "Nothing was erased" })}
          />
          {rights.declineIs === "withdraw" ? (
            <p className="self-center text-xs">You asked for this: a second person must confirm.</p>
          ) : null}
        </div>
      ) : null}
    </Callout>
  );
}
