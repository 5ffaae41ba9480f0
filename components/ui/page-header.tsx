import type { ReactNode } from "react";

export interface PageHeaderProps {
  title: ReactNode;
  /** Before the title: a mark, a key. */
  eyebrow?: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  actions?: ReactNode;
  /** Under everything: tabs, a stepper. */
  children?: ReactNode;
}

/** The top of a page, with its only `h1`. Its actions stand beside the title, which wraps before they do. */
export function PageHeader({ title, eyebrow, description, actions, children }: PageHeaderProps) {
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          {eyebrow ? (
            <div className="mb-1 flex flex-wrap items-center gap-2 text-xs text-muted">{eyebrow}</div>
          ) : null}
          <h1 className="text-xl font-semibold tracking-tight text-fg">{title}</h1>
          {description ? <div className="mt-0.5 text-sm text-muted">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children ? <div className="mt-3">{children}</div> : null}
    </header>
  );
}
