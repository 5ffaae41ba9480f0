"use client";

import { useActing } from "#components/request/acting.tsx";
import { ReasonForm } from "#components/request/reason-form.tsx";
import { TimedText } from "#components/request/timed-text.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** An IAM lead settles what the console can't tell by itself: two fresh readings decide, the reason says why now. */
export function SettlePart({ request }: { request: RequestView }) {
  const { viewer, actions } = useActing();
  const { settle } = request.rights;
  const isFor = settle.allowed || settle.code !== "role_missing";
  if (request.status !== "needs_attention" || !viewer.canWork || !isFor) return null;
  return (
    <div className="rounded-md border bg-subtle p-3">
      <ReasonForm
        button="Settle"
        placeholder="What did you look at in 1Password, and what did you find?"
        disabledReason={settle.allowed ? null : <TimedText text={settle.why} />}
        submit={(reason) => actions.settle({ requestKey: request.key, reason })}
        onDone={({ key }) =>
          showToast({
            tone: "success",
            title: `${key} settled`,
            description: "Two fresh readings agreed.",
            action: { label: "Record", href: `/cases/${request.caseKey}#timeline` },
          })
        }
      />
    </div>
  );
}
