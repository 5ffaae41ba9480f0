"use client";

import { AlertDialog as BaseAlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactElement, ReactNode } from "react";

import { overlayFooterStyles, scrimStyles } from "#components/ui/overlay-styles.ts";
import { buttonStyles } from "#components/ui/button-styles.ts";

export interface AlertDialogProps {
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  trigger?: ReactElement | undefined;
  /** Names the object and the change ("Close IR-1042 as benign"), never "Are you sure?". */
  title: ReactNode;
  /** The consequence, and the way back if there is one. */
  consequence: ReactNode;
  /** The button that does it. */
  action: ReactNode;
  cancelLabel?: string | undefined;
  children?: ReactNode;
}

/** Asks before something that can't be undone. Doesn't close by a press outside. */
export function AlertDialog({
  open,
  onOpenChange,
  trigger,
  title,
  consequence,
  action,
  cancelLabel = "Cancel",
  children,
}: AlertDialogProps) {
  return (
    <BaseAlertDialog.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => onOpenChange?.(next)}
    >
      {trigger ? <BaseAlertDialog.Trigger render={trigger} /> : null}
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={scrimStyles} />
        <BaseAlertDialog.Popup
          data-edge=""
          className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-1/2 overflow-y-auto rounded-xl bg-raised text-sm text-fg shadow-overlay outline-hidden transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0"
        >
          <div className="px-5 pt-4 pb-4">
            <BaseAlertDialog.Title className="text-lg font-semibold">{title}</BaseAlertDialog.Title>
            <BaseAlertDialog.Description className="mt-1 text-sm text-muted">
              {consequence}
            </BaseAlertDialog.Description>
            {children ? <div className="mt-3">{children}</div> : null}
          </div>
          <footer className={overlayFooterStyles}>
            <BaseAlertDialog.Close className={buttonStyles({})}>{cancelLabel}</BaseAlertDialog.Close>
            {action}
          </footer>
        </BaseAlertDialog.Popup>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
