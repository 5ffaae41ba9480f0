"use client";

import { useEffect } from "react";

/** Puts the head of the log into the margin of every printed page. Styles of a page can't be made on the way there. */
export function PaperFoot({ text }: { text: string }) {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--paper-foot", JSON.stringify(text));
    return () => {
      style.removeProperty("--paper-foot");
    };
  }, [text]);
  return null;
}
