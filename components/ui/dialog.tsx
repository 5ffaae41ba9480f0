"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode, RefObject } from "react";

import { buttonStyles } from "#components/ui/button-styles.ts";
import { cn } from "#components/ui/cn.ts";
import {
  overlayBodyStyles,
  overlayFooterStyles,
  overlayHeaderStyles,
  scrimStyles,
} from "#components/ui/overlay-styles.ts";

export interface DialogProps {
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** The element that opens it, usually a Button; focus comes back to it. */
  trigger?: ReactElement | undefined;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the one that does something last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | undefined;
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  children?: ReactNode;
}

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-2xl" } as const;

/** A layer in the middle. A dialog never opens another dialog. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  size = "md",
  initialFocus,
  children,
}: DialogProps) {
  return (
    <BaseDialog.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <BaseDialog.Trigger render={trigger} /> : null}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={scrimStyles} />
        <BaseDialog.Popup
          {...(initialFocus ? { initialFocus } : {})}
          data-edge=""
          className={cn(
            "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-1/2 flex-col rounded-xl bg-raised text-sm text-fg shadow-overlay outline-hidden",
            "transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
            widths[size],
          )}
        >
          <header className={overlayHeaderStyles}>
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
              {description ? (
                <BaseDialog.Description className="mt-0.5 text-sm text-muted">
                  {description}
                </BaseDialog.Description>
              ) : null}
            </div>
            <BaseDialog.Close
              className={buttonStyles({ variant: "ghost", size: "icon-sm" })}
              aria-label="Close"
            >
              <X aria-hidden="true" className="size-4" />
            </BaseDialog.Close>
          </header>
          {children ? <div className={overlayBodyStyles}>{children}</div> : null}
          {footer ? <footer className={overlayFooterStyles}>{footer}</footer> : null}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
