import { SafeText } from "#components/safe-text.tsx";
import { cn } from "#components/ui/cn.ts";

/** Words of a person, line by line: only the line breaks are theirs, every other invisible sign is shown as a mark. */
export function QuotedText({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <blockquote className={cn("border-l-2 border-line-strong pl-3 text-sm text-fg", className)}>
      {text.split(/\r?\n/u).map((line, index) => (
        <p key={index} className="min-h-5 max-w-prose">
          <SafeText text={line} />
        </p>
      ))}
    </blockquote>
  );
}
