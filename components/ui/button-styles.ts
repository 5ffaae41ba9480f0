import { cn } from "#components/ui/cn.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg" | "icon" | "icon-sm";

const base =
  "relative inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-md border " +
  "font-medium whitespace-nowrap no-underline transition-colors duration-100 " +
  "data-inert:cursor-not-allowed data-inert:shadow-none aria-busy:cursor-progress";

const byVariant: Record<ButtonVariant, string> = {
  primary:
    "border-transparent bg-ink text-on-ink shadow-card enabled-hover:bg-ink-hover " +
    "data-inert:bg-neutral-soft data-inert:text-faint data-inert:border-line",
  secondary:
    "border-line-strong bg-raised text-fg shadow-card enabled-hover:bg-hover " +
    "data-inert:bg-neutral-soft data-inert:text-faint data-inert:border-line",
  ghost:
    "border-transparent bg-transparent text-muted enabled-hover:bg-hover enabled-hover:text-fg data-inert:text-faint",
  // Red is kept for the suspend action and for failure; nothing else may use this variant.
  danger:
    "border-transparent bg-danger-solid text-on-danger shadow-card enabled-hover:bg-danger-solid-hover " +
    "data-inert:bg-neutral-soft data-inert:text-faint data-inert:border-line",
};

const bySize: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2.5 text-xs",
  md: "h-8 gap-1.5 px-3 text-sm",
  lg: "h-10 gap-2 px-4 text-base",
  icon: "size-8 text-sm",
  "icon-sm": "size-7 text-xs",
};

export interface ButtonLook {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  className?: string | undefined;
}

/** The class names of a button, shared by the button and by the link that looks like one. */
export function buttonStyles({ variant = "secondary", size = "md", className }: ButtonLook): string {
  return cn(base, byVariant[variant], bySize[size], className);
}
