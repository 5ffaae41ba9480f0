"use client";

import type { ReactNode } from "react";

import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label" | "size"> {
  /** The accessible name, shown as a tooltip too. */
  label: string;
  size?: "icon" | "icon-sm" | undefined;
  children: ReactNode;
}

/** A square button with a picture only. Its name shows on hover and on focus. */
export function IconButton({ label, size = "icon", variant = "ghost", children, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <Button {...rest} variant={variant} size={size} aria-label={label}>
        <span aria-hidden="true" className="inline-flex [&_svg]:size-4">
          {children}
        </span>
      </Button>
    </Tooltip>
  );
}
