"use client";

import { FlaskConical, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { type PolicyActions, type PolicyText, toText } from "#components/policies/policy-actions.ts";
import { PolicyNotes } from "#components/policies/policy-notes.tsx";
import { PolicyTextForm } from "#components/policies/policy-text-form.tsx";
import { RuleForm } from "#components/policies/rule-form.tsx";
import { SimulationResult } from "#components/policies/simulation-result.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { checkPolicy, policyRefusal } from "#lib/domain/policy-checks.ts";
import type { PolicyRule } from "#lib/domain/policy.ts";
import type { PolicySimulation } from "#lib/domain/views/policy-view.ts";

export interface PolicyEditorProps {
  start: PolicyText;
  actions: Pick<PolicyActions, "draft" | "read" | "simulate">;
}

/** Writes a draft: rule by rule, or as text. It has no effect until somebody else publishes it. */
export function PolicyEditor({ start, actions }: PolicyEditorProps) {
  const router = useRouter();
  const { act, pending, problem } = useAct();
  const [policy, setPolicy] = useState(start);
  const [keys, setKeys] = useState(() => start.rules.map((_, index) => index));
  const [form, setForm] = useState<"rules" | "text">("rules");
  const [simulation, setSimulation] = useState<PolicySimulation | null>(null);
  const { rules } = policy;
  const refusal = policyRefusal(rules);

  function setRules(next: PolicyRule[], order: number[]) {
    setPolicy({ ...policy, rules: next });
    setKeys(order);
    setSimulation(null);
  }

  function take(next: PolicyText) {
    setPolicy(next);
    setKeys(next.rules.map((_, index) => Math.max(-1, ...keys) + 1 + index));
    setSimulation(null);
    setForm("rules");
  }

  async function tryOut() {
    const result = await act("simulate", () => actions.simulate({ text: toText(policy) }));
    if (result !== null) setSimulation(result);
  }

  async function keep() {
    const result = await act("draft", () => actions.draft({ text: toText(policy) }));
    if (result === null) return;
    showToast({ tone: "success", title: `Draft ${result.version} is kept. Somebody else publishes it` });
    router.push("/policies");
  }

  return (
    <div className="grid gap-6">
      <Section title="Policy" id="policy">
        <div className="flex flex-wrap gap-4">
          <Field label="Name" className="w-72">
            <Input
              value={policy.name}
              maxLength={100}
              onValueChange={(name) => setPolicy({ ...policy, name })}
            />
          </Field>
          <Field label="Team that answers for it" mark="optional" className="w-72">
            <Input
              value={policy.owner ?? ""}
              maxLength={200}
              onValueChange={(owner) => setPolicy({ ...policy, owner: owner === "" ? null : owner })}
            />
          </Field>
          <Field label="To be reviewed by" mark="optional" className="w-48">
            <Input
              type="date"
              value={policy.reviewBy ?? ""}
              onValueChange={(day) => setPolicy({ ...policy, reviewBy: day === "" ? null : day })}
            />
          </Field>
        </div>
      </Section>
      <Section
        title="Rules"
        id="rules"
        flush
        aside="The first that fits decides"
        actions={
          <SegmentedControl
            label="Form of the rules"
            value={form}
            options={[
              { value: "rules", label: "Rule by rule" },
              { value: "text", label: "As text" },
            ]}
            onValueChange={setForm}
          />
        }
      >
        {form === "text" ? (
          <PolicyTextForm policy={policy} read={actions.read} onTake={take} />
        ) : (
          <>
            <ol>
              {rules.map((rule, index) => (
                <RuleForm
                  key={keys[index]}
                  rule={rule}
                  place={{ index, of: rules.length }}
                  onChange={(next) =>
                    setRules(
                      rules.map((one, at) => (at === index ? next : one)),
                      keys,
                    )
                  }
                  onMove={(by) => setRules(moved(rules, index, by), moved(keys, index, by))}
                  onRemove={() => setRules(without(rules, index), without(keys, index))}
                />
              ))}
            </ol>
            <div className="border-t px-4 py-3">
              <Button
                size="sm"
                icon={<Plus />}
                onClick={() => setRules([newRule(rules), ...rules], [Math.max(-1, ...keys) + 1, ...keys])}
              >
                Add a rule at the top
              </Button>
            </div>
          </>
        )}
      </Section>
      <PolicyNotes notes={checkPolicy(rules)} />
      {simulation ? (
        <Section title="Dry run" id="dry-run" flush>
          <SimulationResult simulation={simulation} />
        </Section>
      ) : null}
      <ProblemNote problem={problem} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          icon={<FlaskConical />}
          pending={pending === "simulate"}
          disabledReason={refusal}
          reasonPlacement="below"
          onClick={() => void tryOut()}
        >
          Dry run on the last 30 days
        </Button>
        <Button
          variant="primary"
          pending={pending === "draft"}
          disabledReason={refusal ?? (policy.name.trim() === "" ? "The policy needs a name." : null)}
          reasonPlacement="below"
          onClick={() => void keep()}
        >
          Keep as draft
        </Button>
      </div>
    </div>
  );
}

/** A new rule asks for as much as the strictest there is, and fits nothing until somebody says what. */
function newRule(rules: readonly PolicyRule[]): PolicyRule {
  const strictest = rules.toSorted((a, b) => b.then.approvers - a.then.approvers)[0];
  return {
    id: `R-${rules.length + 1}`,
    when: { kinds: [] },
    then: strictest?.then ?? {
      permitted: true,
      approvers: 2,
      decideWithinMs: 3_600_000,
      executeWithinMs: 1_800_000,
      stepUpMaxAgeMs: 900_000,
      reviewAfterMs: 86_400_000,
      reviewWithinMs: 30 * 86_400_000,
      narrowerStep: "none",
      named: null,
      outsidePolicy: false,
      proposes: false,
    },
    why: "",
  };
}

function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index + by, 0, one);
  return next;
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}
