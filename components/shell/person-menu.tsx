"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

import { PersonAvatar } from "#components/person-avatar.tsx";
import { Popover } from "#components/ui/popover.tsx";

export interface PersonMenuProps {
  name: string;
  email: string;
  /** The names of the roles as they are read: the table of them would bring zod into every page's script. */
  roles: readonly string[];
  /** The form that signs out, and links of the person's own. */
  children: ReactNode;
}

/** Who is signed in and as what, and the way out. */
export function PersonMenu({ name, email, roles, children }: PersonMenuProps) {
  const roleText = roles.join(", ") || "No role";
  return (
    <Popover
      title="Signed in"
      titleHidden
      align="end"
      className="w-64 p-0"
      trigger={
        <button
          type="button"
          className="flex h-9 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover data-popup-open:bg-hover"
        >
          <PersonAvatar name={name} />
          <span className="flex min-w-0 flex-col leading-4 max-md:sr-only">
            <span className="truncate text-xs font-semibold text-fg">{name}</span>
            <span className="truncate text-2xs text-muted">{roleText}</span>
          </span>
          <ChevronDown aria-hidden="true" className="size-3.5 text-faint max-md:hidden" />
        </button>
      }
    >
      <div className="border-b px-3 py-2.5">
        <p className="text-sm font-semibold">{name}</p>
        <p className="text-xs text-muted">{email}</p>
        <p className="mt-1 text-xs text-muted">{roleText}</p>
      </div>
      <div className="flex flex-col gap-0.5 p-1.5">{children}</div>
    </Popover>
  );
}
