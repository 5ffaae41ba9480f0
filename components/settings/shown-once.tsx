import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";

/** A secret that no later page shows. */
export function ShownOnce({ title, secret, warning }: { title: string; secret: string; warning: string }) {
  return (
    <div className="flex flex-col gap-4">
      <section aria-label={title} className="min-w-0">
        <h3 className="mb-1 text-sm font-medium text-fg">{title}</h3>
        <CodeBlock code={secret} label={title.toLowerCase()} wrap />
      </section>
      <Callout tone="warning">{warning}</Callout>
    </div>
  );
}
