"use client";

import { BellRing } from "lucide-react";

import { useActing } from "#components/request/acting.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { TimedText } from "#components/request/timed-text.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** Tells everybody who can decide that this waits. Who was paged and when stands among the comments. */
export function PageButton({ request }: { request: RequestView }) {
  const { viewer, actions } = useActing();
  const { act, pending, problem } = useAct();
  if (request.status !== "pending" || !viewer.canWork) return null;
  const { page } = request.rights;

  async function press() {
    const done = await act("page", () => actions.page({ requestKey: request.key }));
    if (done === null) return;
    showToast({
      tone: "success",
      title: done.people.length === 1 ? "1 person was paged" : `${done.people.length} people were paged`,
      description: `Through ${done.places.join(", ")}.`,
    });
  }

  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        icon={<BellRing />}
        pending={pending !== null}
        disabledReason={page.allowed ? null : <TimedText text={page.why} />}
        onClick={() => void press()}
      >
        Page approvers
      </Button>
      <ProblemNote problem={problem} />
    </div>
  );
}
