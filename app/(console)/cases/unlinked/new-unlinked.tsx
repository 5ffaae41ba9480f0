"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { countsQuery } from "#lib/queries/counts.ts";

/** Offers what has come since this page was made; rows change places on a press only. */
export function NewUnlinked({ shown, limit }: { shown: number; limit: number }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { data } = useQuery(countsQuery);
  const total = data?.queue.unlinkedSignals ?? shown;
  const missing = shown < limit ? total - shown : 0;
  if (missing === 0 && total <= limit) return null;
  return (
    <div className="flex min-h-11 items-center gap-3 border-b px-4 py-1.5 text-xs text-muted">
      {total > limit ? <span>The newest {limit} are shown. Link some, and older ones follow.</span> : null}
      {missing === 0 ? null : (
        <Button
          size="sm"
          className="ml-auto"
          icon={<ArrowUp />}
          pending={pending}
          onClick={() => startTransition(() => router.refresh())}
        >
          {missing > 0 ? `${missing} new` : "Show as it is now"}
        </Button>
      )}
    </div>
  );
}
