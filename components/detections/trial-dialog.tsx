"use client";

import { useEffect, useState } from "react";

import type { TryDetection } from "#components/detections/detection-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import type { ActProblem } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { DetectionRow, TrialView } from "#lib/domain/views/detection-view.ts";

export interface TrialDialogProps {
  row: DetectionRow;
  /** A list that isn't saved, to try in place of the saved one. */
  text: string | null;
  tryOut: TryDetection;
  onClose: () => void;
}

type State = { trial: TrialView } | { problem: ActProblem } | null;

/** What a detection would have found in the last 30 days. Nothing of it is filed. */
export function TrialDialog({ row, text, tryOut, onClose }: TrialDialogProps) {
  const [state, setState] = useState<State>(null);
  useEffect(() => {
    let gone = false;
    async function run() {
      try {
        const result = await tryOut({ ruleId: row.id, text });
        if (!gone) setState(result.ok ? { trial: result.data } : { problem: result });
      } catch {
        const message = "The console didn’t answer. Nothing was changed; try again.";
        if (!gone) setState({ problem: { code: "unreachable", message } });
      }
    }
    void run();
    return () => {
      gone = true;
    };
  }, [row.id, text, tryOut]);

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="lg"
      title={`Trial: ${row.name}`}
      description="The last 30 days, as the rule would have told them. Nothing is filed and no case is opened."
      footer={<Button onClick={onClose}>Done</Button>}
    >
      <div aria-live="polite">
        {state === null ? <p className="text-muted">Looking through the events …</p> : null}
        {state !== null && "problem" in state ? <ProblemNote problem={state.problem} /> : null}
        {state !== null && "trial" in state ? <Trial trial={state.trial} /> : null}
      </div>
    </Dialog>
  );
}

function Trial({ trial }: { trial: TrialView }) {
  if (trial.from === null) {
    return (
      <p className="text-muted">
        There are no events of the last 30 days to look at: nobody was watching. The rule finds something once
        events come in.
      </p>
    );
  }
  return (
    <div className="grid gap-3">
      <p>
        <strong className="font-semibold">
          {trial.found === 0
            ? "It would have found nothing"
            : `It would have found ${trial.found.toLocaleString("en")}, about ${trial.people === 1 ? "1 person" : `${trial.people.toLocaleString("en")} people`}`}
        </strong>{" "}
        <span className="text-muted">
          in {trial.events.toLocaleString("en")} events since <TimeStamp at={trial.from} show="absolute" />
          {trial.capped ? "; older ones were not looked at" : ""}.
        </span>
      </p>
      {trial.examples.length === 0 ? null : (
        <ul className="grid gap-2" aria-label="Newest findings of the trial">
          {trial.examples.map((example, index) => (
            <li key={index} className="rounded-md border px-3 py-2">
              <span className="flex flex-wrap justify-between gap-x-3">
                <SafeText text={example.who} className="font-medium" />
                <TimeStamp at={example.at} show="absolute" className="text-xs text-muted" />
              </span>
              <span className="block text-muted">
                {example.title}
                {example.description === null ? null : (
                  <>
                    {" · "}
                    <SafeText text={example.description} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {trial.found > trial.examples.length ? (
        <p className="text-xs text-muted">The newest {trial.examples.length} are shown.</p>
      ) : null}
    </div>
  );
}
