import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

import { buttonStyles, type ButtonLook } from "#components/ui/button-styles.ts";

export interface LinkButtonProps extends Omit<ComponentProps<typeof Link>, "className">, ButtonLook {
  icon?: ReactNode;
}

/** A link that looks like a button. What changes something is a button, what leads somewhere is this. */
export function LinkButton({ variant, size, className, icon, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={buttonStyles({ variant, size, className })} data-edge="">
      {icon ? (
        <span aria-hidden="true" className="-ml-0.5 inline-flex [&_svg]:size-4">
          {icon}
        </span>
      ) : null}
      {children}
    </Link>
  );
}
