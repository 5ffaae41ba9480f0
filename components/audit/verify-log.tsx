"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useEffect, useRef, useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { VerificationView } from "#lib/domain/views/other-views.ts";
import { logQuery } from "#lib/queries/log.ts";

export type VerifyAction = (input: Record<string, never>) => Promise<ActionResult<{ joined: boolean }>>;

/** Checks all of the log again and shows how far that is. It reads only, and is an entry. */
export function VerifyLog({
  verification,
  verify,
}: {
  verification: VerificationView;
  verify: VerifyAction;
}) {
  const { run, whole, fault } = verification;
  const client = useQueryClient();
  const [pending, startTransition] = useTransition();
  /** The newest result when this person pressed: the next one is theirs. */
  const pressedAt = useRef<string | null>(null);
  useEffect(() => {
    if (pressedAt.current === null || whole === null || whole.at === pressedAt.current) return;
    pressedAt.current = null;
    const count = whole.entries.toLocaleString("en");
    showToast(
      fault === null
        ? { tone: "success", title: `The log is in order: ${count} entries were checked` }
        : { tone: "danger", title: "The check found a fault", description: fault.words },
    );
  }, [whole, fault]);

  function press() {
    startTransition(async () => {
      pressedAt.current = whole?.at ?? "never";
      const result = await verify({});
      if (!result.ok) {
        showToast({ tone: "danger", title: "The log was not checked", description: result.message });
        return;
      }
      await client.invalidateQueries({ queryKey: logQuery.queryKey });
    });
  }

  return (
    <div className="flex items-center gap-3">
      {run === null ? null : (
        <div role="status" className="w-52 text-xs text-muted tabular-nums">
          Checking {run.done.toLocaleString("en")} of {run.total.toLocaleString("en")} entries
          <Progress share={run.total === 0 ? null : run.done / run.total} className="mt-1 text-accent" />
        </div>
      )}
      <Button size="sm" icon={<ShieldCheck />} pending={pending || run !== null} onClick={press}>
        Verify log
      </Button>
    </div>
  );
}
