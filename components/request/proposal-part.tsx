"use client";

import { useActing } from "#components/request/acting.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { TimedText } from "#components/request/timed-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

export interface ProposalPartProps {
  request: RequestView;
  /** Opens the form, filled with what the machine wrote. */
  onAdopt: () => void;
}

/** What a person makes of a machine's proposal: their own request, or nothing. */
export function ProposalPart({ request, onAdopt }: ProposalPartProps) {
  const { viewer, actions } = useActing();
  if (request.status !== "proposed" || !viewer.canWork) return null;
  const { adopt } = request.rights;
  const whyNot = adopt.allowed ? null : <TimedText text={adopt.why} />;
  return (
    <div className="flex flex-wrap items-start gap-2 rounded-md border bg-subtle p-3">
      <Button variant="primary" disabledReason={whyNot} onClick={onAdopt}>
        Adopt
      </Button>
      <ReasonDialog
        opener="Dismiss"
        look={{ disabledReason: whyNot }}
        title={`Dismiss ${request.key}`}
        description="The case stays as it is. The reason stands in its record, for whoever runs the machine."
        button="Dismiss proposal"
        placeholder="What speaks against it, and how you know."
        submit={(reason) => actions.dismiss({ requestKey: request.key, reason })}
        onDone={({ key }) =>
          showToast({
            tone: "success",
            title: `${key} dismissed`,
            description: "Nothing was sent to 1Password.",
            action: { label: "Record", href: `/cases/${request.caseKey}#timeline` },
          })
        }
      />
    </div>
  );
}
