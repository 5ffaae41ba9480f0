import type { ComponentProps, ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface TableProps extends ComponentProps<"table"> {
  /** Says what the table holds; hidden from view unless `captionShown`. */
  caption: ReactNode;
  captionShown?: boolean | undefined;
}

/**
 * A real table. Its rows take their height from the density (44 or 32 px). The head sticks to the nearest scrolling
 * ancestor: the page, or TableScroll.
 */
export function Table({ caption, captionShown = false, className, children, ...rest }: TableProps) {
  return (
    <table {...rest} className={cn("w-full border-separate border-spacing-0 text-left text-sm", className)}>
      <caption className={captionShown ? "pb-2 text-left text-xs text-muted" : "sr-only"}>{caption}</caption>
      {children}
    </table>
  );
}

/** A scrolling frame of its own, reachable by keyboard, for tables wider or longer than their place. */
export function TableScroll({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    // Scrolling without a pointer needs focus here, though nothing in it can be operated (WCAG 2.1.1).
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={cn(
        "relative overflow-auto rounded-lg border bg-surface focus-visible:-outline-offset-2",
        className,
      )}
    >
      {children}
    </div>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead {...rest} className={cn("sticky top-(--table-top,0px) z-10", className)} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} className={cn("[&>tr:last-child>*]:border-b-0", props.className)} />;
}

export function TableRow({
  className,
  selected,
  ...rest
}: ComponentProps<"tr"> & { selected?: boolean | undefined }) {
  return (
    <tr
      {...rest}
      data-selected={selected || undefined}
      className={cn("group/row h-(--row-height) hover:bg-hover data-selected:bg-selected", className)}
    />
  );
}

export function TableHeader({
  className,
  numeric = false,
  ...rest
}: ComponentProps<"th"> & { numeric?: boolean | undefined }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        "h-8 border-b bg-subtle px-3 text-2xs font-semibold tracking-wide whitespace-nowrap text-muted",
        numeric && "text-right",
        className,
      )}
    />
  );
}

export function TableCell({
  className,
  numeric = false,
  ...rest
}: ComponentProps<"td"> & { numeric?: boolean | undefined }) {
  return (
    <td {...rest} className={cn("border-b px-3 py-1 align-middle", numeric && "text-right", className)} />
  );
}
