import { TextLines } from "#components/request/text-lines.tsx";
import { cn } from "#components/ui/cn.ts";

/** Words of a person, set off from what the console itself says. */
export function QuotedText({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <blockquote className={cn("border-l-2 border-line-strong pl-3 text-sm text-fg", className)}>
      <TextLines text={text} />
    </blockquote>
  );
}
