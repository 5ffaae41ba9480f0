"use client";

import { useState } from "react";

import type { PolicyText } from "#components/policies/policy-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Policy } from "#lib/domain/policy.ts";

const PolicyFile = Policy.omit({ id: true, version: true });

/** The policy as text, to be reviewed, kept elsewhere and brought back. */
export function PolicyTextForm({
  policy,
  onTake,
}: {
  policy: PolicyText;
  onTake: (policy: PolicyText) => void;
}) {
  const [text, setText] = useState(() => JSON.stringify(policy, null, 2));
  const [problem, setProblem] = useState<string | null>(null);

  function take() {
    const read = readPolicy(text);
    if (typeof read === "string") return setProblem(read);
    setProblem(null);
    onTake(read);
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
      {problem === null ? null : (
        <Callout tone="danger" role="alert" title="The text was not taken over">
          {problem}
        </Callout>
      )}
      <div className="flex items-center gap-2">
        <Button onClick={take}>Take the text over</Button>
        <CopyButton text={text} label="Copy the policy" />
      </div>
    </div>
  );
}

function readPolicy(text: string): PolicyText | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : "it can’t be read"}`;
  }
  const parsed = PolicyFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join(".") ?? "policy"}: ${issue?.message ?? "it can’t be read"}`;
}
