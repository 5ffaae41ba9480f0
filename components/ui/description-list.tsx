import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface DescriptionListProps {
  items: readonly { term: ReactNode; value: ReactNode }[];
  /** Wide puts terms at the left; narrow puts them above. */
  layout?: "wide" | "narrow" | undefined;
  className?: string | undefined;
}

/** Facts with their names. */
export function DescriptionList({ items, layout = "wide", className }: DescriptionListProps) {
  return (
    <dl
      className={cn("@container flex flex-col text-sm", layout === "wide" ? "gap-1.5" : "gap-2.5", className)}
    >
      {items.map((item, index) => (
        <div
          // The list is a fixed set of facts: its order is its identity.
          key={index}
          className={
            layout === "wide"
              ? "grid gap-x-4 @[15rem]:grid-cols-[minmax(5rem,9rem)_minmax(0,1fr)]"
              : "min-w-0"
          }
        >
          <dt className="text-xs leading-5 text-faint">{item.term}</dt>
          <dd className="min-w-0 text-fg">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
