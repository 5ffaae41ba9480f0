"use client";

import { FileDown } from "lucide-react";
import { useState } from "react";

import type { ButtonSize } from "#components/ui/button-styles.ts";
import { Button } from "#components/ui/button.tsx";
import { download } from "#lib/queries/download.ts";

type Standing =
  | { step: "idle" }
  | { step: "working"; bytes: number }
  | { step: "saved"; name: string }
  | { step: "failed"; message: string };

/** Gets an evidence package and saves it. What it holds was checked by the server; the file brings its own verifier. */
export function ExportEvidence({ href, size = "sm" }: { href: string; size?: ButtonSize }) {
  const [standing, setStanding] = useState<Standing>({ step: "idle" });

  async function run() {
    setStanding({ step: "working", bytes: 0 });
    try {
      const { name, blob } = await download(href, (bytes) => setStanding({ step: "working", bytes }));
      save(name, blob);
      setStanding({ step: "saved", name });
    } catch (error) {
      setStanding({ step: "failed", message: error instanceof Error ? error.message : "No file came." });
    }
  }

  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span role="status" className="max-w-80 text-xs text-muted">
        {words(standing)}
      </span>
      <Button
        size={size}
        icon={<FileDown />}
        pending={standing.step === "working"}
        onClick={() => void run()}
      >
        Export evidence
      </Button>
    </span>
  );
}

function words(standing: Standing): string {
  switch (standing.step) {
    case "idle":
      return "";
    case "working":
      return standing.bytes === 0
        ? "Making the package…"
        : `${Math.ceil(standing.bytes / 1_024)} kB received`;
    case "saved":
      return `Saved as ${standing.name}`;
    case "failed":
      return standing.message;
  }
}

function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
