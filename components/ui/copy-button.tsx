"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { IconButton } from "#components/ui/icon-button.tsx";
import { announce } from "#components/ui/live-region.tsx";

export interface CopyButtonProps {
  text: string;
  /** What is copied: "Copy IR-1042". */
  label: string;
  className?: string | undefined;
}

const confirmationMs = 1_500;

/** Copies a text, shows that it did, and says "Copied". */
export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce("Copied");
    } catch {
      // The browser may refuse; the text stands on the page and can be marked by hand.
      announce("Not copied: the browser refused. Select the text instead.");
    }
  }

  return (
    <IconButton label={label} size="icon-sm" className={className} onClick={() => void copy()}>
      {copied ? <Check className="text-success" /> : <Copy />}
    </IconButton>
  );
}
