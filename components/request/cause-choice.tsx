import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { SignalView } from "#lib/domain/views/case-view.ts";

export interface CauseChoiceProps {
  signals: readonly SignalView[];
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}

/** Which signals are the cause. The approver sees the ones that are named, and the digest covers them. */
export function CauseChoice({ signals, chosen, onChange }: CauseChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-fg">Causes</legend>
      <div className="grid max-h-56 gap-1 overflow-y-auto">
        {signals.map((signal) => (
          <Checkbox
            key={signal.id}
            checked={chosen.includes(signal.id)}
            onCheckedChange={(checked) =>
              onChange(checked ? [...chosen, signal.id] : chosen.filter((id) => id !== signal.id))
            }
            label={
              <span className="inline-flex flex-wrap items-center gap-x-2">
                <SeverityMark severity={signal.severity} wordHidden />
                <SafeText text={signal.title} />
                <span className="text-xs text-muted">
                  <SafeText text={signal.source} />
                  {signal.confidence === null
                    ? ", confidence not stated"
                    : `, confidence ${signal.confidence}`}
                  , <TimeStamp at={signal.time} show="relative" />
                  <span aria-hidden="true"> ago</span>
                </span>
              </span>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
