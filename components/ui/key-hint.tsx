"use client";

import { useSyncExternalStore } from "react";

import { cn } from "#components/ui/cn.ts";
import { Kbd } from "#components/ui/kbd.tsx";

const subscribeToNothing = () => () => {};
const isApple = () => /mac|iphone|ipad/i.test(navigator.platform);

const glyphs: Readonly<Record<string, string>> = {
  Enter: "↵",
  Shift: "⇧",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  // A dot in a box looks like an empty box.
  ".": "Dot",
};

/** The keys of a chord as they are printed on this computer's keyboard. Hidden from speech, and where no keys are. */
export function KeyHint({ keys, className }: { keys: string; className?: string | undefined }) {
  // The server can't know the keyboard: it prints Ctrl, and an Apple browser corrects that after hydration.
  const apple = useSyncExternalStore(subscribeToNothing, isApple, () => false);
  return (
    <span
      aria-hidden="true"
      className={cn("inline-flex items-center gap-0.5 max-sm:hidden pointer-coarse:hidden", className)}
    >
      {keys.split("+").map((key) => (
        <Kbd key={key}>{key === "Mod" ? (apple ? "⌘" : "Ctrl") : (glyphs[key] ?? key.toUpperCase())}</Kbd>
      ))}
    </span>
  );
}
