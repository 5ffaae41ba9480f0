"use client";

import { FlaskConical, Trash2 } from "lucide-react";
import { useState } from "react";

import { type PolicyActions, toText } from "#components/policies/policy-actions.ts";
import { RuleList } from "#components/policies/rule-list.tsx";
import { SimulationResult } from "#components/policies/simulation-result.tsx";
import { VersionFacts } from "#components/policies/version-facts.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { checkPolicy } from "#lib/domain/policy-checks.ts";
import type { PolicyDraftView, PolicySimulation } from "#lib/domain/views/policy-view.ts";
import { PolicyNotes } from "#components/policies/policy-notes.tsx";

export interface DraftCardProps {
  draft: PolicyDraftView;
  actions: Pick<PolicyActions, "publish" | "discard" | "simulate">;
}

/** A draft: what it would change, and the second person's button. It has no effect before. */
export function DraftCard({ draft, actions }: DraftCardProps) {
  const { act, pending, problem } = useAct();
  const [simulation, setSimulation] = useState<PolicySimulation | null>(null);
  const { policy, rights } = draft;
  const target = { policyId: policy.id, version: policy.version };

  async function tryOut() {
    const result = await act("simulate", () => actions.simulate({ text: toText(policy) }));
    if (result !== null) setSimulation(result);
  }

  async function publish() {
    const result = await act("publish", () => actions.publish(target));
    if (result !== null) showToast({ tone: "success", title: `Version ${policy.version} is in force` });
  }

  return (
    <Section
      title={`Draft, version ${policy.version}`}
      id={`draft-${policy.version}`}
      flush
      aside={<SafeText text={policy.name} />}
      actions={
        <>
          <Button
            size="sm"
            icon={<FlaskConical />}
            pending={pending === "simulate"}
            disabledReason={rights.discard.allowed ? null : rights.discard.why}
            reasonPlacement="below"
            onClick={() => void tryOut()}
          >
            Dry run on the last 30 days
          </Button>
          <ReasonDialog
            opener="Discard"
            look={{
              size: "sm",
              icon: <Trash2 />,
              disabledReason: rights.discard.allowed ? null : rights.discard.why,
              reasonPlacement: "below",
            }}
            title={`Discard version ${policy.version}`}
            description="It stays in the list of earlier versions and can never be published."
            button="Discard draft"
            placeholder="Why isn’t it wanted?"
            submit={(reason) => actions.discard({ ...target, reason })}
          />
          <Button
            size="sm"
            variant="primary"
            pending={pending === "publish"}
            disabledReason={rights.publish.allowed ? null : rights.publish.why}
            reasonPlacement="below"
            onClick={() => void publish()}
          >
            Publish
          </Button>
        </>
      }
    >
      <div className="grid gap-3 border-b px-4 py-3">
        <VersionFacts version={draft} />
        <PolicyNotes notes={checkPolicy(policy.rules)} />
        <ProblemNote problem={problem} />
      </div>
      {simulation ? <SimulationResult simulation={simulation} /> : null}
      <RuleList rules={policy.rules} />
    </Section>
  );
}
