"use client";

import { showToast } from "#components/ui/show-toast.ts";

let isTold = false;

/** Says once that nobody is signed in any more. The page stays, for somebody may be in the middle of a sentence. */
export function tellSessionEnded(): void {
  if (isTold) return;
  isTold = true;
  const from = encodeURIComponent(`${location.pathname}${location.search}`);
  showToast({
    tone: "danger",
    title: "You are signed out",
    description: "This page no longer changes, and nothing more can be done on it. Sign in to go on.",
    timeoutMs: 0,
    action: { label: "Sign in again", href: `/sign-in?from=${from}` },
  });
}
