"use client";

import { useId, type ComponentProps, type MouseEvent, type ReactNode } from "react";

import { buttonStyles, type ButtonLook } from "#components/ui/button-styles.ts";
import { KeyHint } from "#components/ui/key-hint.tsx";

export interface ButtonProps extends Omit<ComponentProps<"button">, "className" | "disabled">, ButtonLook {
  /** Shown before the label; hidden from assistive technology, for the label is the accessible name. */
  icon?: ReactNode;
  /** While true the label stays, a bar moves under it, and presses do nothing. */
  pending?: boolean | undefined;
  /** Disables the button and says why, beside it. Null and undefined both mean enabled. */
  disabledReason?: ReactNode;
  /** Where the reason stands. */
  reasonPlacement?: "beside" | "below" | undefined;
  /** In the form of aria-keyshortcuts (`t`, `Mod+Enter`); shown, but no part of the accessible name. */
  shortcut?: string | undefined;
}

/**
 * A button never is disabled without a reason. It stays focusable then, so that the keyboard reaches the
 * explanation, and it is no submit button while disabled: a press does nothing even before the page is hydrated.
 */
export function Button({
  variant,
  size,
  className,
  icon,
  pending = false,
  disabledReason,
  reasonPlacement = "beside",
  shortcut,
  type = "button",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const hasReason = disabledReason !== undefined && disabledReason !== null && disabledReason !== false;
  const inert = hasReason || pending;
  const describedBy = [rest["aria-describedby"], hasReason ? reasonId : undefined].filter(Boolean).join(" ");

  function press(event: MouseEvent<HTMLButtonElement>) {
    if (inert) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  }

  return (
    <span className={hasReason ? reasonLayout[reasonPlacement] : "contents"}>
      <button
        {...rest}
        type={hasReason ? "button" : type}
        className={buttonStyles({ variant, size, className })}
        data-inert={hasReason || undefined}
        aria-disabled={inert || undefined}
        aria-busy={pending || undefined}
        aria-describedby={describedBy || undefined}
        aria-keyshortcuts={shortcut === undefined ? undefined : ariaShortcut(shortcut)}
        onClick={press}
        data-edge=""
      >
        {icon ? (
          <span aria-hidden="true" className="-ml-0.5 inline-flex [&_svg]:size-4">
            {icon}
          </span>
        ) : null}
        {children}
        {shortcut ? <KeyHint keys={shortcut} className="ml-0.5 -mr-1" /> : null}
        {pending ? (
          <span
            aria-hidden="true"
            className="absolute inset-x-0 bottom-0 h-0.75 overflow-hidden bg-current/20"
          >
            <span className="block h-full w-2/5 animate-pending bg-current/85 motion-reduce:w-full" />
          </span>
        ) : null}
      </button>
      {hasReason ? (
        <span id={reasonId} className="min-w-0 text-xs text-muted">
          {disabledReason}
        </span>
      ) : null}
    </span>
  );
}

const reasonLayout = {
  beside: "inline-flex flex-wrap items-center gap-x-2.5 gap-y-1",
  below: "inline-flex flex-col items-start gap-1",
} as const;

/** `Mod` is Control or Command, whichever the computer has: both are announced. */
function ariaShortcut(shortcut: string): string {
  return shortcut.includes("Mod")
    ? `${shortcut.replace("Mod", "Control")} ${shortcut.replace("Mod", "Meta")}`
    : shortcut;
}
