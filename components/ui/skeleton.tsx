import { cn } from "#components/ui/cn.ts";

/** A grey shape of what is coming. The surrounding region says "loading" in words; this is hidden from speech. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <span aria-hidden="true" className={cn("block h-3.5 animate-breathe rounded-sm bg-hover", className)} />
  );
}
