import type { ReactNode } from "react";

import { BrandMark } from "#components/shell/brand-mark.tsx";
import { MessageCard } from "#components/ui/page-message.tsx";

export interface LonePageProps {
  title: string;
  /** What happened, and what to do. */
  children: ReactNode;
  actions: ReactNode;
}

/** A page outside of the console's shell: nothing found, nothing allowed, something broken. */
export function LonePage(props: LonePageProps) {
  return (
    <main id="main" className="grid min-h-dvh place-items-center bg-subtle px-4 py-10">
      <MessageCard
        {...props}
        mark={
          <div className="flex items-center gap-2.5 text-base font-semibold text-fg">
            <BrandMark className="size-6" />
            Countersign
          </div>
        }
      />
    </main>
  );
}
