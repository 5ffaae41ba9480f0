/** A number in a quiet pill. */
export function Count({ value }: { value: number | string }) {
  return (
    <span className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-neutral-soft px-1.5 text-2xs font-semibold text-muted">
      {typeof value === "number" ? value.toLocaleString("en") : value}
    </span>
  );
}
