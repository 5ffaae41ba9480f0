import { cn } from "#components/ui/cn.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

export interface CodeBlockProps {
  code: string;
  /** What it is, for the copy button and for speech: "curl that sends a test alert". */
  label: string;
  wrap?: boolean | undefined;
}

/** Text for machines: commands, payloads, digests. Can be scrolled by keyboard. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
  return (
    <div className="flex min-w-0 items-start rounded-lg border bg-subtle">
      <pre
        // Scrolling without a pointer needs focus here (WCAG 2.1.1).
        tabIndex={0}
        aria-label={label}
        role="group"
        className={cn(
          "max-h-96 min-w-0 flex-1 overflow-auto rounded-lg p-3 font-mono text-xs text-fg",
          wrap && "break-all whitespace-pre-wrap",
        )}
      >
        <code>{code}</code>
      </pre>
      <span data-screen-only="" className="p-1">
        <CopyButton text={code} label={`Copy ${label}`} />
      </span>
    </div>
  );
}
