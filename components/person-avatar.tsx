import { cn } from "#components/ui/cn.ts";

/** The initials of a person of the console, as decoration beside the name. */
export function PersonAvatar({ name, className }: { name: string; className?: string | undefined }) {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => /^\p{L}/u.exec(word ?? "")?.[0] ?? "")
    .join("");
  return (
    <span
      aria-hidden="true"
      data-edge=""
      className={cn(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong bg-neutral-soft text-2xs font-semibold text-muted",
        className,
      )}
    >
      {initials.toUpperCase() || "?"}
    </span>
  );
}
