"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { announce } from "#components/ui/live-region.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { useNow } from "#components/use-now.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

type Listed = { listed: true; people: number } | { listed: false; message: string };

export interface RefreshListingProps {
  refresh: (input: Record<string, never>) => Promise<ActionResult<Listed>>;
  /** From when it may run (RFC 3339). */
  refreshableAt: string;
}

/** Lists the directory again. Within a minute of the last listing it says when it may run again. */
export function RefreshListing({ refresh, refreshableAt }: RefreshListingProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const waitSeconds = Math.ceil((Date.parse(refreshableAt) - useNow(1_000)) / 1_000);

  function press() {
    startTransition(async () => {
      const result = await refresh({});
      if (!result.ok) {
        setProblem(result.message);
      } else if (!result.data.listed) {
        setProblem(`${result.data.message} The list below is unchanged.`);
      } else {
        setProblem(null);
        const count = result.data.people.toLocaleString("en");
        showToast({ tone: "success", title: `Listed again: ${count} people` });
      }
      router.refresh();
    });
  }

  return (
    <span className="inline-flex flex-col items-end gap-1">
      <Button
        icon={<RefreshCw />}
        pending={pending}
        disabledReason={!pending && waitSeconds > 0 ? `Can run again in ${waitSeconds} s` : null}
        onClick={() => {
          announce("Listing the directory");
          press();
        }}
      >
        Refresh
      </Button>
      {problem === null ? null : (
        <span role="alert" className="max-w-96 text-right text-xs text-danger">
          {problem}
        </span>
      )}
    </span>
  );
}
