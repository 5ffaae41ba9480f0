import { cn } from "#components/ui/cn.ts";

export interface ProgressProps {
  /** From 0 to 1; null where nobody knows. */
  share: number | null;
  /** Names it for speech. Without it the bar is decoration beside a text that says the same. */
  label?: string | undefined;
  className?: string | undefined;
}

/** A thin bar in the text's colour. Drawn as SVG, so that its length needs no inline style. */
export function Progress({ share, label, className }: ProgressProps) {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100);
  const spoken = label
    ? ({
        role: "progressbar",
        "aria-label": label,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": percent ?? undefined,
      } as const)
    : ({ "aria-hidden": true } as const);
  return (
    <span
      {...spoken}
      className={cn("block h-1 w-full overflow-hidden rounded-full bg-hover", className)}
      data-edge=""
    >
      {percent === null ? (
        <span className="block h-full w-2/5 animate-pending bg-current motion-reduce:w-full motion-reduce:opacity-50" />
      ) : (
        <svg className="block size-full" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width={percent} height="4" fill="currentColor" />
        </svg>
      )}
    </span>
  );
}
