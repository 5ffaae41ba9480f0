import { formatDuration } from "#components/format-duration.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

const hourMs = 3_600_000;
const spansMs = [24, 72, 7 * 24, 14 * 24, 30 * 24].map((hours) => hours * hourMs);

export interface ReviewChoiceProps {
  /** What the policy says, and the longest that it permits. */
  reviewAfterMs: number;
  reviewWithinMs: number;
  /** Null: as the policy says. */
  chosenMs: number | null;
  onChange: (spanMs: number) => void;
}

/** When the suspension has to be looked at again. It never ends by itself. */
export function ReviewChoice({ reviewAfterMs, reviewWithinMs, chosenMs, onChange }: ReviewChoiceProps) {
  const spans = [...new Set([...spansMs, reviewAfterMs])]
    .filter((span) => span <= reviewWithinMs)
    .toSorted((one, other) => one - other);
  return (
    <Field
      label="Review the suspension in"
      hint="Then somebody extends it, asks for the way back or hands over to offboarding. Nothing is reactivated by a clock."
    >
      <Select
        items={spans.map((span) => ({ value: String(span), label: spanWords(span) }))}
        value={String(chosenMs ?? reviewAfterMs)}
        onValueChange={(value) => onChange(Number(value))}
        className="w-44"
      />
    </Field>
  );
}

function spanWords(spanMs: number): string {
  const hours = spanMs / hourMs;
  if (hours <= 72 && Number.isInteger(hours)) return `${hours} h`;
  return Number.isInteger(hours / 24) ? `${hours / 24} days` : formatDuration(spanMs);
}
