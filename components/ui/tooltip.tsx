"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

export interface TooltipProps {
  /** A few words. Never the only place of something that matters: touch and print don't show it. */
  text: ReactNode;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  /** One focusable element. */
  children: ReactElement;
}

/** Words that show on hover and on focus. */
export function Tooltip({ text, side = "bottom", children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} delay={400} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className="z-50" sideOffset={6} side={side}>
          <BaseTooltip.Popup
            data-edge=""
            className="max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-on-ink shadow-overlay transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {text}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
