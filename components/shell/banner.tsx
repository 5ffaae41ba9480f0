import { Info, OctagonX, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export type BannerTone = "danger" | "warning" | "info";

export interface BannerProps {
  tone: BannerTone;
  /** What is so, and what that means for the reader, in one line. */
  message: ReactNode;
  /** Of the landmark; the worst thing that is so is the `Notice`. */
  label?: string | undefined;
  link?: { href: string; label: string } | undefined;
}

const looks = {
  danger: { box: "border-danger/30 bg-danger-soft", icon: "text-danger", Icon: OctagonX },
  warning: { box: "border-warning/30 bg-warning-soft", icon: "text-warning", Icon: TriangleAlert },
  info: { box: "border-line bg-subtle", icon: "text-faint", Icon: Info },
} as const;

/** The slot under the top bar: the worst thing that is so, and beside it only a mass incident, which every page shows. */
export function Banner({ tone, message, link, label = "Notice" }: BannerProps) {
  const { box, icon, Icon } = looks[tone];
  return (
    <aside
      aria-label={label}
      data-screen-only=""
      className={cn(
        "flex min-h-9 items-center gap-2.5 border-b px-6 py-1.5 text-sm text-fg max-lg:px-4 max-sm:px-3",
        box,
      )}
    >
      <Icon aria-hidden="true" className={cn("size-4 shrink-0", icon)} />
      <p className="min-w-0">
        {message}
        {link ? (
          <>
            {" "}
            <Link href={link.href} className="font-medium text-accent underline underline-offset-2">
              {link.label}
            </Link>
          </>
        ) : null}
      </p>
    </aside>
  );
}
