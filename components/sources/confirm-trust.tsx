"use client";

import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { DryRunFacts } from "#components/sources/dry-run-facts.tsx";
import type { TrustActions } from "#components/sources/source-actions.ts";
import { useDryRun } from "#components/sources/use-dry-run.ts";
import { useActHere } from "#components/sources/use-act-here.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { AskedTrustView } from "#lib/domain/views/source-view.ts";

export interface ConfirmTrustProps {
  source: string;
  ruleId: string | null;
  /** "promotion", or "confidence of 80". */
  what: string;
  asked: AskedTrustView;
  actions: Pick<TrustActions, "confirm" | "dryRun">;
}

/** What somebody asked for, with what they saw and what can be seen now, for a second person. */
export function ConfirmTrust({ source, ruleId, what, asked, actions }: ConfirmTrustProps) {
  const { act, pending, problem, forget } = useActHere();
  const [open, setOpen] = useState(false);
  const now = useDryRun({ source, ruleId, open, dryRun: actions.dryRun });

  function change(next: boolean) {
    setOpen(next);
    forget();
  }

  async function confirm() {
    if ((await act("confirm", () => actions.confirm({ id: asked.id }))) !== null) change(false);
  }

  return (
    <>
      <span className="block text-xs text-muted">
        {what} asked for by <SafeText text={asked.by} />
      </span>
      <Button size="sm" onClick={() => change(true)}>
        Look and confirm
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        size="lg"
        title={`Confirm the ${what} of ${ruleId ?? `source ${source}`}`}
        description={
          <>
            Asked for by <SafeText text={asked.by} />
          </>
        }
        footer={
          <>
            <Button variant="ghost" onClick={() => change(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              pending={pending !== null}
              disabledReason={asked.confirm.allowed ? null : asked.confirm.why}
              onClick={() => void confirm()}
            >
              Confirm
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          <QuotedText text={asked.reason} />
          <section aria-label="When it was asked for">
            <h3 className="mb-1 text-sm font-medium">When it was asked for</h3>
            <DryRunFacts basis={asked.basis} />
          </section>
          <section aria-label="Now">
            <h3 className="mb-1 text-sm font-medium">Now</h3>
            {now === null ? (
              <p className="text-sm text-muted">The dry run is being made…</p>
            ) : typeof now === "string" ? (
              <p className="text-sm text-muted">{now}</p>
            ) : (
              <DryRunFacts basis={now} listed={now.listed} />
            )}
          </section>
        </div>
      </Dialog>
    </>
  );
}
