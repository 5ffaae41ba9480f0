"use client";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Switch } from "#components/ui/switch.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface ProvisionedSwitchProps {
  provisioned: boolean;
  mayChange: boolean;
  save: (input: { provisioned: boolean }) => Promise<ActionResult<void>>;
}

/** Whether an invitation by hand is odd in this account. */
export function ProvisionedSwitch({ provisioned, mayChange, save }: ProvisionedSwitchProps) {
  const { act, problem } = useAct();
  return (
    <div className="grid gap-2">
      <p className="max-w-prose text-muted">
        Where the identity provider makes and removes the account’s people, nobody should be invited by hand.
        Only then does <em>Invited by hand</em> watch anything. 1Password doesn’t support its Users API on
        accounts with automated provisioning: suspend there.
      </p>
      {mayChange ? (
        <Switch
          label="People come from the identity provider"
          checked={provisioned}
          onCheckedChange={(next) => void act("provisioned", () => save({ provisioned: next }))}
        />
      ) : (
        <p>People {provisioned ? "come" : "don’t come"} from the identity provider.</p>
      )}
      <ProblemNote problem={problem} />
    </div>
  );
}
