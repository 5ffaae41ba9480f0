"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { DryRunFacts } from "#components/sources/dry-run-facts.tsx";
import type { TrustActions } from "#components/sources/source-actions.ts";
import { useDryRun } from "#components/sources/use-dry-run.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/show-toast.ts";

export interface AskTrustProps {
  source: string;
  ruleId: string | null;
  what: "promotion" | "confidence";
  opener: string;
  actions: Pick<TrustActions, "dryRun" | "ask">;
}

/** Asks for a promotion or a confidence, after the dry run has been shown. */
export function AskTrust({ source, ruleId, what, opener, actions }: AskTrustProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [confidence, setConfidence] = useState("");
  const { dryRun, ask } = actions;
  const run = useDryRun({ source, ruleId, open, dryRun });
  const name = ruleId ?? `source ${source}`;
  const isNumber = /^\d{1,3}$/.test(confidence) && Number(confidence) <= 100;

  return (
    <ReasonDialog
      opener={opener}
      look={{ size: "sm" }}
      title={what === "promotion" ? `Promote ${name}` : `Confidence of ${name}`}
      description={
        what === "promotion"
          ? "On trial it opens cases and never proposes. Promoted, a policy may propose on its signals. A second person has to confirm."
          : "Counts for signals of this rule whose sender states none. A second person has to confirm."
      }
      button={what === "promotion" ? "Ask for promotion" : "Ask for confidence"}
      placeholder="What you looked at"
      missing={
        run === null || typeof run === "string"
          ? "Wait for the dry run."
          : what === "confidence" && !isNumber
            ? "Give a number from 0 to 100."
            : null
      }
      onOpenChange={setOpen}
      submit={(reason) =>
        ask({ source, ruleId, reason, ...(what === "confidence" && { confidence: Number(confidence) }) })
      }
      onDone={() => {
        showToast({ tone: "success", title: "Asked: a second person has to confirm" });
        router.refresh();
      }}
    >
      {run === null ? (
        <p className="text-sm text-muted">The dry run over the last 30 days is being made…</p>
      ) : typeof run === "string" ? (
        <Callout tone="danger">{run}</Callout>
      ) : (
        <DryRunFacts basis={run} listed={run.listed} />
      )}
      {what === "confidence" ? (
        <Field label="Confidence" hint="0 to 100. The share of true positives is what speaks for a number.">
          <Input
            inputMode="numeric"
            value={confidence}
            onChange={(event) => setConfidence(event.target.value)}
            maxLength={3}
            className="w-24"
          />
        </Field>
      ) : null}
    </ReasonDialog>
  );
}
