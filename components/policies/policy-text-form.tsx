"use client";

import { useState } from "react";

import { type PolicyText, toText } from "#components/policies/policy-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

/** The policy as text, to be reviewed, kept elsewhere and brought back. */
export function PolicyTextForm({
  policy,
  read,
  onTake,
}: {
  policy: PolicyText;
  read: (input: { text: string }) => Promise<ActionResult<PolicyText>>;
  onTake: (policy: PolicyText) => void;
}) {
  const { act, pending, problem } = useAct();
  const [text, setText] = useState(() => toText(policy));

  async function take() {
    const policyRead = await act("read", () => read({ text }));
    if (policyRead !== null) onTake(policyRead);
  }

  return (
    <div className="grid gap-3 p-4">
      <Field label="Policy as text" hint="JSON; spans are milliseconds.">
        <Textarea
          value={text}
          rows={20}
          spellCheck={false}
          onValueChange={setText}
          className="max-h-none font-mono text-xs"
        />
      </Field>
      <ProblemNote problem={problem} />
      <div className="flex items-center gap-2">
        <Button pending={pending !== null} onClick={() => void take()}>
          Take the text over
        </Button>
        <CopyButton text={text} label="Copy the policy" />
      </div>
    </div>
  );
}
