import { TimeStamp } from "#components/time-stamp.tsx";

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** A fact as text; a moment is shown as one, in the person's zone. */
export function FactValue({ value }: { value: string }) {
  return instant.test(value) ? <TimeStamp at={value} /> : <span className="break-words">{value}</span>;
}
