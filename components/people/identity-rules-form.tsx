"use client";

import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { IdentityClass } from "#lib/domain/identity-class.ts";
import { identityClassNames } from "#lib/domain/identity-words.ts";
import type { IdentityRule } from "#lib/domain/identity-rules.ts";

const classes = IdentityClass.options.map((value) => ({ value, label: identityClassNames[value] }));

interface Row {
  id: number;
  identityClass: IdentityClass;
  email: string;
  department: string;
}

export interface IdentityRulesFormProps {
  rules: readonly IdentityRule[];
  /** Null for whoever may only read them. */
  change: ((input: { rules: IdentityRule[] }) => Promise<ActionResult<void>>) | null;
}

/** Which e-mails and departments give which class. Kept in their order: the first that fits counts. */
export function IdentityRulesForm({ rules, change }: IdentityRulesFormProps) {
  if (change === null) {
    return rules.length === 0 ? (
      <p className="text-sm text-muted">There is no rule.</p>
    ) : (
      <ol className="grid gap-1 text-sm">
        {rules.map((rule, index) => (
          <li key={index}>
            {identityClassNames[rule.identityClass]}:{" "}
            <SafeText
              text={[rule.email, rule.department && `department ${rule.department}`]
                .filter(Boolean)
                .join(", ")}
            />
          </li>
        ))}
      </ol>
    );
  }
  return <Editor rules={rules} change={change} />;
}

function Editor({
  rules,
  change,
}: {
  rules: readonly IdentityRule[];
  change: NonNullable<IdentityRulesFormProps["change"]>;
}) {
  const router = useRouter();
  const { act, pending, problem } = useAct();
  const [next, setNext] = useState(rules.length);
  const [rows, setRows] = useState<Row[]>(() =>
    rules.map((rule, id) => ({ ...rule, id, email: rule.email ?? "", department: rule.department ?? "" })),
  );
  const isEmpty = rows.some(({ email, department }) => email.trim() === "" && department.trim() === "");
  const update = (id: number, patch: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.id === id ? { ...row, ...patch } : row)));

  async function save() {
    const done = await act("save", async () => {
      const result = await change({
        rules: rows.map(({ identityClass, email, department }) => ({
          identityClass,
          email: email.trim() === "" ? null : email.trim(),
          department: department.trim() === "" ? null : department.trim(),
        })),
      });
      return result.ok ? { ...result, data: true } : result;
    });
    if (done === null) return;
    showToast({ tone: "success", title: "The rules count from now on" });
    router.refresh();
  }

  return (
    <div className="grid gap-3">
      {rows.length === 0 ? (
        <p className="text-sm text-muted">
          There is no rule: everybody is a person unless a file or somebody says otherwise.
        </p>
      ) : (
        <ol className="grid gap-2">
          {rows.map((row, index) => (
            <li key={row.id} className="flex flex-wrap items-center gap-2">
              <Select
                items={classes}
                value={row.identityClass}
                onValueChange={(identityClass) => update(row.id, { identityClass })}
                aria-label={`Class of rule ${index + 1}`}
                className="w-56"
              />
              <Input
                aria-label={`E-mail pattern of rule ${index + 1}`}
                placeholder="svc-*@acme.example"
                className="w-64"
                maxLength={320}
                value={row.email}
                onChange={(event) => update(row.id, { email: event.target.value })}
              />
              <Input
                aria-label={`Department of rule ${index + 1}`}
                placeholder="and/or department"
                className="w-48"
                maxLength={200}
                value={row.department}
                onChange={(event) => update(row.id, { department: event.target.value })}
              />
              <IconButton
                label={`Move rule ${index + 1} up`}
                disabledReason={index === 0 ? "It is the first." : null}
                onClick={() => setRows((all) => moveUp(all, index))}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={`Remove rule ${index + 1}`}
                onClick={() => setRows((all) => all.filter(({ id }) => id !== row.id))}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      <ProblemNote problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => {
            setRows((all) => [
              ...all,
              { id: next, identityClass: "service_account", email: "", department: "" },
            ]);
            setNext(next + 1);
          }}
        >
          Add rule
        </Button>
        <Button
          size="sm"
          variant="primary"
          pending={pending !== null}
          disabledReason={isEmpty ? "Every rule names an e-mail pattern or a department." : null}
          onClick={() => void save()}
        >
          Save rules
        </Button>
      </div>
    </div>
  );
}

function moveUp(rows: readonly Row[], index: number): Row[] {
  const [before, row] = [rows[index - 1], rows[index]];
  if (!before || !row) return [...rows];
  return rows.with(index - 1, row).with(index, before);
}
