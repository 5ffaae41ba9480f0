"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";
import { KeyHint } from "#components/ui/key-hint.tsx";
import { popupItemStyles, popupStyles } from "#components/ui/popup-styles.ts";

export interface MenuProps {
  /** Usually a Button or an IconButton. */
  trigger: ReactElement;
  align?: "start" | "end" | undefined;
  children: ReactNode;
}

/** A list of commands that opens from a button. */
export function Menu({ trigger, align = "start", children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className="z-50 outline-hidden" sideOffset={4} align={align}>
          <BaseMenu.Popup data-edge="" className={cn(popupStyles, "min-w-44 p-1")}>
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export interface MenuItemProps {
  onSelect: () => void;
  icon?: ReactNode;
  shortcut?: string | undefined;
  disabled?: boolean | undefined;
  children: ReactNode;
}

export function MenuItem({ onSelect, icon, shortcut, disabled, children }: MenuItemProps) {
  return (
    <BaseMenu.Item className={popupItemStyles} onClick={onSelect} disabled={disabled ?? false}>
      {icon ? (
        <span aria-hidden="true" className="text-faint [&_svg]:size-4">
          {icon}
        </span>
      ) : null}
      <span className="flex-1">{children}</span>
      {shortcut ? <KeyHint keys={shortcut} className="text-faint" /> : null}
    </BaseMenu.Item>
  );
}

export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <BaseMenu.LinkItem render={<Link href={href} />} className={popupItemStyles}>
      {children}
    </BaseMenu.LinkItem>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
