"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleCheck, Info, OctagonX, TriangleAlert, X } from "lucide-react";
import Link from "next/link";

import { buttonStyles } from "#components/ui/button-styles.ts";
import { cn } from "#components/ui/cn.ts";
import { toastManager, type ToastData, type ToastTone } from "#components/ui/show-toast.ts";

const icons = { success: CircleCheck, info: Info, warning: TriangleAlert, danger: OctagonX } as const;
const tints = {
  success: "text-success",
  info: "text-accent",
  warning: "text-warning",
  danger: "text-danger",
} as const;

/** Renders the toasts; stands once, in the root layout. F6 leads the keyboard to them. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={toastManager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport
          data-screen-only=""
          className="fixed right-4 bottom-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none max-sm:bottom-18"
        >
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts, close } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => {
    const tone = (toast.type ?? "info") as ToastTone;
    const Icon = icons[tone];
    const action = toast.data?.action;
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        swipeDirection="right"
        data-edge=""
        className="rounded-lg bg-raised text-sm text-fg shadow-overlay transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
      >
        <Toast.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3">
          <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", tints[tone])} />
          <div className="min-w-0 flex-1 py-px">
            <Toast.Title className="text-sm font-medium" />
            <Toast.Description className="mt-0.5 text-xs text-muted" />
          </div>
          {action === undefined ? null : "href" in action ? (
            <Link href={action.href} className={buttonStyles({ size: "sm" })} onClick={() => close(toast.id)}>
              {action.label}
            </Link>
          ) : (
            <button
              type="button"
              className={buttonStyles({ size: "sm" })}
              onClick={() => {
                action.onPress();
                close(toast.id);
              }}
            >
              {action.label}
            </button>
          )}
          <Toast.Close aria-label="Dismiss" className={buttonStyles({ variant: "ghost", size: "icon-sm" })}>
            <X aria-hidden="true" className="size-3.5" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
