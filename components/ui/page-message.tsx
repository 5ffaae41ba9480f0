import type { ReactNode } from "react";

export interface PageMessageProps {
  icon: ReactNode;
  /** What isn't here, isn't open or broke; the page's only `h1`. */
  title: string;
  /** Why, and what to do about it. */
  children: ReactNode;
  /** The ways on, the likeliest first. */
  actions: ReactNode;
}

/** A page inside the shell that has nothing but a message. */
export function PageMessage({ icon, ...rest }: PageMessageProps) {
  return (
    <div className="grid justify-items-center py-[min(6rem,10vh)]">
      <MessageCard
        {...rest}
        mark={
          <span
            aria-hidden="true"
            className="inline-flex size-9 items-center justify-center rounded-lg border bg-subtle text-faint [&_svg]:size-4.5"
          >
            {icon}
          </span>
        }
      />
    </div>
  );
}

export interface MessageCardProps extends Omit<PageMessageProps, "icon"> {
  /** Above the title: an icon, or whose page it is where no shell says so. */
  mark: ReactNode;
}

/** What every page that has nothing but a message looks like, inside the shell and outside of it. */
export function MessageCard({ mark, title, children, actions }: MessageCardProps) {
  return (
    <div className="w-full max-w-md rounded-lg border bg-surface p-6 shadow-card">
      {mark}
      <h1 className="mt-5 text-lg font-semibold text-fg">{title}</h1>
      <div className="mt-1 flex flex-col gap-2 text-sm text-muted">{children}</div>
      <div className="mt-5 flex flex-wrap gap-2">{actions}</div>
    </div>
  );
}
