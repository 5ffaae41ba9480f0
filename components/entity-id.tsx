import Link from "next/link";

import { cn } from "#components/ui/cn.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

export interface EntityIdProps {
  /** `IR-1042`, `REQ-1042`, a 1Password id. */
  id: string;
  href?: string | undefined;
  /** Shows the first and last four signs of a long id; the copy is whole. */
  shorten?: boolean | undefined;
  /** Without the copy button inside rows that are links themselves. */
  copyable?: boolean | undefined;
  className?: string | undefined;
}

/** An id, to read, follow and copy. */
export function EntityId({ id, href, shorten = false, copyable = true, className }: EntityIdProps) {
  const shown = shorten && id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id;
  const look = cn("font-mono text-xs whitespace-nowrap text-muted", className);
  return (
    <span className="inline-flex items-center gap-0.5">
      {href ? (
        <Link href={href} className={cn(look, "text-fg underline-offset-2 hover:underline")}>
          {shown}
        </Link>
      ) : (
        <span className={look} title={shown === id ? undefined : id}>
          {shown}
        </span>
      )}
      {copyable ? <CopyButton text={id} label={`Copy ${id}`} className="size-6" /> : null}
    </span>
  );
}
