"use client";

import Link from "next/link";

import { useActing, type Act } from "#components/request/acting.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { QuorumView } from "#lib/domain/views/governance-view.ts";

export type LiftFreeze = Act<{ personId: string; reason: string }, void>;

export interface FrozenListProps {
  quorum: QuorumView;
  lift: LiftFreeze;
}

/** Members who decide nothing for now, each with the request because of which, and the way to lift it. */
export function FrozenList({ quorum, lift }: FrozenListProps) {
  return quorum.frozen.map((person) => (
    <Frozen key={person.personId} person={person} lift={lift} left={quorum.able.length} />
  ));
}

interface FrozenProps {
  person: QuorumView["frozen"][number];
  lift: LiftFreeze;
  left: number;
}

function Frozen({ person, lift, left }: FrozenProps) {
  const { viewer } = useActing();
  const { name, requestKey, liftable } = person;
  const shown = viewer.canWork && (liftable.allowed || liftable.code !== "role_missing");
  return (
    <Callout
      tone="warning"
      className="mb-3"
      title={
        <>
          <SafeText text={name} /> decides nothing for now
        </>
      }
    >
      <Link
        href={`/approvals?request=${requestKey}`}
        prefetch={false}
        className="font-medium text-accent underline underline-offset-2"
      >
        {requestKey}
      </Link>{" "}
      asks for a suspension of theirs. Until it is settled they ask for, approve and publish nothing, and
      votes of theirs on what isn’t sent are void.{" "}
      {left === 1 ? "1 person" : left === 0 ? "Nobody" : `${left} people`} can still approve.
      {shown ? (
        <span className="mt-2 block">
          <ReasonDialog
            opener="Lift freeze"
            look={{ size: "sm", disabledReason: liftable.allowed ? null : liftable.why }}
            title={
              <>
                Let <SafeText text={name} /> decide again
              </>
            }
            description={`${requestKey} stays as it is: this only says that it must not keep them from deciding.`}
            button="Lift it"
            placeholder="How do you know that the accusation doesn’t hold, and whom did you ask?"
            submit={(reason) => lift({ personId: person.personId, reason })}
            onDone={() => showToast({ tone: "success", title: `${name} can decide again` })}
          />
        </span>
      ) : null}
    </Callout>
  );
}
