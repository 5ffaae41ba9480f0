import type { ReactNode } from "react";

import { BrandMark } from "#components/shell/brand-mark.tsx";

export interface LonePageProps {
  title: string;
  /** What happened, and what to do. */
  children: ReactNode;
  actions: ReactNode;
}

/** A page outside of the console's shell: nothing found, nothing allowed, something broken. */
export function LonePage({ title, children, actions }: LonePageProps) {
  return (
    <main id="main" className="grid min-h-dvh place-items-center bg-subtle px-4 py-10">
      <div className="w-full max-w-md rounded-lg border bg-surface p-6 shadow-card">
        <div className="flex items-center gap-2.5 text-base font-semibold text-fg">
          <BrandMark className="size-6" />
          Countersign
        </div>
        <h1 className="mt-5 text-lg font-semibold text-fg">{title}</h1>
        <div className="mt-1 flex flex-col gap-2 text-sm text-muted">{children}</div>
        <div className="mt-5 flex flex-wrap gap-2">{actions}</div>
      </div>
    </main>
  );
}
