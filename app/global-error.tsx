"use client";

import "./globals.css";

import { FaultWords, type FaultProps } from "#components/live/fault-words.tsx";
import { LonePage } from "#components/live/lone-page.tsx";

/** Stands in for everything when the outermost layout itself broke: no theme, no shell, one way back. */
export default function GlobalFault({ error, retry }: FaultProps) {
  return (
    <html lang="en">
      <body>
        <title>Something failed – Countersign</title>
        <LonePage
          title="Something failed"
          actions={
            <button
              type="button"
              className="inline-flex h-8 items-center rounded-md bg-ink px-3 text-sm font-medium text-on-ink"
              onClick={retry}
            >
              Try again
            </button>
          }
        >
          <FaultWords error={error} />
        </LonePage>
      </body>
    </html>
  );
}
