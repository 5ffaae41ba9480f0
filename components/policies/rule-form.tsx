"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";

import { ConditionForm } from "#components/policies/condition-form.tsx";
import { OutcomeForm } from "#components/policies/outcome-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { PolicyCondition, PolicyRule } from "#lib/domain/policy.ts";

export interface RuleFormProps {
  rule: PolicyRule;
  place: { index: number; of: number };
  onChange: (rule: PolicyRule) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One rule, open or folded. Its place decides: the first rule that fits a request is the one. */
export function RuleForm({ rule, place, onChange, onMove, onRemove }: RuleFormProps) {
  const { either, ...when } = rule.when;
  const setWhen = (all: PolicyCondition, ways: PolicyCondition[] | undefined) =>
    onChange({ ...rule, when: { ...all, ...(ways && ways.length > 0 && { either: ways }) } });
  return (
    <li className="border-b px-4 py-3 last:border-b-0">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-2 text-sm">
          <span className="text-xs text-faint">{place.index + 1}.</span>
          <span className="font-mono text-fg">{rule.id === "" ? "unnamed" : rule.id}</span>
          <span className="min-w-0 flex-1 truncate text-muted">{rule.why}</span>
        </summary>
        <div className="mt-3 grid gap-5">
          <div className="flex flex-wrap items-end gap-4">
            <Field label="Name of the rule" hint="Stands in requests and evidence">
              <Input
                value={rule.id}
                maxLength={40}
                spellCheck={false}
                onValueChange={(id) => onChange({ ...rule, id })}
                className="w-48"
              />
            </Field>
            <span className="ml-auto flex gap-1">
              <IconButton
                label={`Move ${rule.id} up`}
                disabledReason={place.index === 0 ? "It is the first." : null}
                onClick={() => onMove(-1)}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={`Move ${rule.id} down`}
                disabledReason={place.index === place.of - 1 ? "It is the last." : null}
                onClick={() => onMove(1)}
              >
                <ArrowDown />
              </IconButton>
              <IconButton label={`Remove ${rule.id}`} onClick={onRemove}>
                <Trash2 />
              </IconButton>
            </span>
          </div>
          <Field label="Why" hint="Shown to whoever asks and whoever decides">
            <Textarea
              value={rule.why}
              rows={2}
              maxLength={500}
              onValueChange={(why) => onChange({ ...rule, why })}
            />
          </Field>
          <Part title="When">
            <ConditionForm condition={when} onChange={(all) => setWhen(all, either)} />
          </Part>
          {(either ?? []).map((way, index) => (
            <Part
              // Ways have no name of their own; their order is what tells them apart.
              key={index}
              title={`One of these ways, ${index + 1}`}
              onRemove={() =>
                setWhen(
                  when,
                  either?.filter((_, at) => at !== index),
                )
              }
            >
              <ConditionForm
                condition={way}
                onChange={(next) =>
                  setWhen(
                    when,
                    either?.map((one, at) => (at === index ? next : one)),
                  )
                }
              />
            </Part>
          ))}
          <div>
            <Button size="sm" icon={<Plus />} onClick={() => setWhen(when, [...(either ?? []), {}])}>
              Add a way
            </Button>
          </div>
          <Part title="Then">
            <OutcomeForm outcome={rule.then} onChange={(then) => onChange({ ...rule, then })} />
          </Part>
        </div>
      </details>
    </li>
  );
}

function Part(props: { title: string; onRemove?: () => void; children: React.ReactNode }) {
  const { title, onRemove, children } = props;
  return (
    <section aria-label={title} className="rounded-md border p-3">
      <header className="mb-2 flex items-center justify-between">
        <h3 className="text-xs font-semibold tracking-wide text-muted">{title}</h3>
        {onRemove ? (
          <IconButton label={`Remove: ${title}`} onClick={onRemove}>
            <Trash2 />
          </IconButton>
        ) : null}
      </header>
      {children}
    </section>
  );
}
