"use client";

import { Undo2 } from "lucide-react";

import { isEnded } from "#components/request/is-ended.ts";
import { useActing } from "#components/request/acting.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** Takes a request back. Shown to whoever may, and to the requester also when it is too late, with the reason. */
export function WithdrawButton({ request }: { request: RequestView }) {
  const { viewer, actions } = useActing();
  const { act, pending, problem } = useAct();
  const { withdraw } = request.rights;
  const mine = request.requester?.id === viewer.personId;
  // A proposal is nobody's to withdraw: it is dismissed, with a reason.
  if (request.status === "proposed") return null;
  if (!withdraw.allowed && (!mine || isEnded(request.status))) return null;

  async function press() {
    const done = await act("withdraw", () => actions.withdraw({ requestKey: request.key, reason: "" }));
    if (done === null) return;
    showToast({
      tone: "success",
      title: `${request.key} withdrawn`,
      description: "Nothing was sent to 1Password.",
      action: { label: "Record", href: `/cases/${request.caseKey}#timeline` },
    });
  }

  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        icon={<Undo2 />}
        pending={pending !== null}
        disabledReason={withdraw.allowed ? null : withdraw.why}
        onClick={() => void press()}
      >
        Withdraw
      </Button>
      <ProblemNote problem={problem} />
    </div>
  );
}
