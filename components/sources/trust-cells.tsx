"use client";

import { useRouter } from "next/navigation";

import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { AskTrust } from "#components/sources/ask-trust.tsx";
import { ConfirmTrust } from "#components/sources/confirm-trust.tsx";
import type { TrustActions } from "#components/sources/source-actions.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { ConfidenceView, TrustStateView } from "#lib/domain/views/source-view.ts";

interface CellProps {
  source: string;
  ruleId: string | null;
  actions: TrustActions;
  mayChange: boolean;
}

/** On trial or promoted, with what may be done about it. `id` is that of a source's own promotion. */
export function TrustCell({
  source,
  ruleId,
  trust,
  id,
  actions,
  mayChange,
}: CellProps & { trust: TrustStateView; id: string | null }) {
  const router = useRouter();
  const { state, by, asked } = trust;
  const promoted = state !== "trial";
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={promoted ? "success" : "outline"}>{promoted ? "promoted" : "on trial"}</Badge>
      {by === null ? null : (
        <span className="text-xs text-muted">
          {state === "source" ? "with the source, by " : "by "}
          <SafeText text={by} />
        </span>
      )}
      {asked === null ? null : (
        <ConfirmTrust source={source} ruleId={ruleId} what="promotion" asked={asked} actions={actions} />
      )}
      {mayChange ? (
        <span className="flex flex-wrap gap-1">
          {asked === null && (!promoted || ruleId === null) ? (
            <AskTrust
              source={source}
              ruleId={ruleId}
              what="promotion"
              opener={ruleId === null ? (promoted ? "Promote again" : "Promote source") : "Promote"}
              actions={actions}
            />
          ) : null}
          {promoted || asked !== null ? (
            <ReasonDialog
              opener={promoted ? "Back on trial" : "Take back"}
              look={{ size: "sm", variant: "ghost" }}
              title={`${promoted ? "Put back on trial" : "Take back the question about"} ${ruleId ?? `source ${source}`}`}
              description="One person is enough. From now on it opens cases and never proposes."
              button={promoted ? "Put on trial" : "Take it back"}
              placeholder="What went wrong"
              submit={(reason) =>
                !promoted && asked !== null
                  ? actions.takeBack({ id: asked.id, reason })
                  : ruleId === null
                    ? actions.takeBack({ id: id ?? "", reason })
                    : actions.backOnTrial({ source, ruleId, reason })
              }
              onDone={() => router.refresh()}
            />
          ) : null}
        </span>
      ) : null}
    </span>
  );
}

/** The confidence that two people gave a rule; without one a signal counts as its sender says. */
export function ConfidenceCell({
  source,
  ruleId,
  confidence,
  actions,
  mayChange,
}: CellProps & { confidence: ConfidenceView }) {
  const router = useRouter();
  const { id, value, by, reason, truePositives, asked } = confidence;
  const toTakeBack = id ?? asked?.id ?? null;
  return (
    <span className="flex flex-col items-start gap-1">
      {value === null ? (
        <span className="text-xs text-muted">not stated</span>
      ) : (
        <>
          <Badge tone="accent">{value}</Badge>
          <span className="text-xs text-muted">
            by <SafeText text={by ?? ""} />: <SafeText text={reason ?? ""} /> (true positives {truePositives})
          </span>
        </>
      )}
      {asked === null ? null : (
        <ConfirmTrust
          source={source}
          ruleId={ruleId}
          what={`confidence of ${asked.value}`}
          asked={asked}
          actions={actions}
        />
      )}
      {mayChange ? (
        <span className="flex flex-wrap gap-1">
          {asked === null ? (
            <AskTrust
              source={source}
              ruleId={ruleId}
              what="confidence"
              opener={value === null ? "Give one" : "Change"}
              actions={actions}
            />
          ) : null}
          {toTakeBack === null ? null : (
            <ReasonDialog
              opener="Take back"
              look={{ size: "sm", variant: "ghost" }}
              title={`Take back the confidence of ${ruleId ?? source}`}
              description="One person is enough. Its signals count as their sender says."
              button="Take it back"
              placeholder="What went wrong"
              submit={(text) => actions.takeBack({ id: toTakeBack, reason: text })}
              onDone={() => router.refresh()}
            />
          )}
        </span>
      ) : null}
    </span>
  );
}
