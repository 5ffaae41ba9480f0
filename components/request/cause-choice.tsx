import { CauseMarkFields } from "#components/request/cause-mark-fields.tsx";
import type { Mark, Marks } from "#components/request/form-answers.ts";
import { confidenceWords } from "#components/request/trust-words.ts";
import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { signalKindWords } from "#lib/domain/signal-kind.ts";
import type { SignalView } from "#lib/domain/views/case-view.ts";
import type { RequestPreview } from "#lib/domain/views/request-preview.ts";

export interface CauseChoiceProps {
  signals: readonly SignalView[];
  /** What the policy judges by; null while it is read. */
  known: RequestPreview["causes"] | null;
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
  marks: Marks;
  onMark: (id: string, mark: Mark) => void;
}

/** Which signals are the cause, and whether each was validated. The approver sees both, and the digest covers them. */
export function CauseChoice({ signals, known, chosen, onChange, marks, onMark }: CauseChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-fg">Causes</legend>
      <div className="grid max-h-72 gap-2 overflow-y-auto">
        {signals.map((signal) => {
          const isChosen = chosen.includes(signal.id);
          const facts = known?.find(({ id }) => id === signal.id);
          return (
            <div key={signal.id} className="grid gap-1">
              <Checkbox
                checked={isChosen}
                onCheckedChange={(checked) =>
                  onChange(checked ? [...chosen, signal.id] : chosen.filter((id) => id !== signal.id))
                }
                label={
                  <span className="inline-flex flex-wrap items-center gap-x-2">
                    <SeverityMark severity={signal.severity} wordHidden />
                    <SafeText text={signal.title} />
                    <span className="text-xs text-muted">
                      {facts ? `${signalKindWords[facts.kind]}, ` : null}
                      <SafeText text={signal.source} />,{" "}
                      {confidenceWords(facts ?? { confidence: signal.confidence, confidenceBy: "signal" })},{" "}
                      <TimeStamp at={signal.time} show="relative" />
                      <span aria-hidden="true"> ago</span>
                    </span>
                    {facts?.onTrial ? <Badge tone="outline">on trial</Badge> : null}
                  </span>
                }
              />
              {isChosen ? (
                <CauseMarkFields
                  title={signal.title}
                  mark={marks[signal.id]}
                  onMark={(mark) => onMark(signal.id, mark)}
                />
              ) : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
