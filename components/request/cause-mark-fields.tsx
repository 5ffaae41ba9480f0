import type { Mark } from "#components/request/form-answers.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";

const marks = [
  { value: "no", label: "Not validated" },
  { value: "yes", label: "Validated" },
] as const;

export interface CauseMarkFieldsProps {
  title: string;
  mark: Mark | undefined;
  onMark: (mark: Mark) => void;
}

/** Whether a cause was validated, and how. Nothing is validated until somebody says so. */
export function CauseMarkFields({ title, mark, onMark }: CauseMarkFieldsProps) {
  const { validated = false, how = "" } = mark ?? {};
  return (
    <div className="flex flex-wrap items-center gap-2 pl-6">
      <Select
        aria-label={`Validation of ${title}`}
        items={marks}
        value={validated ? "yes" : "no"}
        onValueChange={(value) => onMark({ validated: value === "yes", how })}
        className="w-36"
      />
      {validated ? (
        <Input
          aria-label={`How ${title} was validated`}
          value={how}
          maxLength={300}
          placeholder="Called the person, found in a second source …"
          onChange={(event) => onMark({ validated, how: event.target.value })}
          className="min-w-48 flex-1"
        />
      ) : null}
    </div>
  );
}
