"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { IdentityBadges, IdentityFacts } from "#components/people/identity-note.tsx";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { IdentityClass } from "#lib/domain/identity-class.ts";
import { identityClassNames } from "#lib/domain/identity-words.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { IdentityView } from "#lib/domain/views/people-view.ts";

type Change = { userId: string; reason: string };

export interface IdentityActions {
  setClass: (input: Change & { identityClass: IdentityClass | null }) => Promise<ActionResult<void>>;
  protect: (input: Change) => Promise<ActionResult<void>>;
  unprotect: (input: Change) => Promise<ActionResult<{ ended: boolean }>>;
  keep: (input: Change) => Promise<ActionResult<void>>;
}

/** What kind of identity somebody is, what is known of them from elsewhere, how that came about. */
export function IdentitySection({ identity, actions }: { identity: IdentityView; actions: IdentityActions }) {
  const { userId, rights, protection } = identity;
  const router = useRouter();
  const done = (title: string) => {
    showToast({ tone: "success", title });
    router.refresh();
  };
  return (
    <Section
      title="Identity"
      id="identity"
      actions={
        mayTry(rights.setClass) ? (
          <SetClass
            identity={identity}
            submit={(identityClass, reason) => actions.setClass({ userId, identityClass, reason })}
            onDone={() => done("The identity class was changed")}
          />
        ) : null
      }
    >
      <div className="grid gap-4">
        <div className="grid gap-1.5">
          <IdentityBadges identity={identity} />
          {identity.advice === null ? null : <p className="text-sm text-muted">{identity.advice}</p>}
        </div>
        <IdentityFacts identity={identity} />
        {protection === null ? null : (
          <Callout
            tone="warning"
            title={
              <>
                Protected by <SafeText text={protection.by} />, <TimeStamp at={protection.since} />
              </>
            }
          >
            <QuotedText text={protection.reason} />
            {protection.endAsked === null ? null : (
              <p className="mt-1">
                <SafeText text={protection.endAsked.by} /> asks to take that off{" "}
                <TimeStamp at={protection.endAsked.at} />: “<SafeText text={protection.endAsked.reason} />” A
                second person has to confirm.
              </p>
            )}
          </Callout>
        )}
        <div className="flex flex-wrap gap-2">
          {protection === null && mayTry(rights.protect) ? (
            <ReasonDialog
              opener="Mark as protected"
              look={look(rights.protect)}
              title="Mark as protected"
              description="Policies ask for more approvers. Taking the mark off takes two people."
              button="Protect"
              placeholder="Why does a suspension of this person need more than usual?"
              submit={(reason) => actions.protect({ userId, reason })}
              onDone={() => done("The person is protected")}
            />
          ) : null}
          {protection !== null && mayTry(rights.unprotect) ? (
            <ReasonDialog
              opener={protection.endAsked === null ? "Ask to end protection" : "Confirm end of protection"}
              look={look(rights.unprotect)}
              title="End the protection"
              description="One person asks, another one confirms; neither is the person it is about."
              button={protection.endAsked === null ? "Ask to end it" : "End protection"}
              placeholder="Why is it no longer needed?"
              submit={(reason) => actions.unprotect({ userId, reason })}
              onDone={({ ended }) =>
                done(ended ? "The person is no longer protected" : "A second person has to confirm")
              }
            />
          ) : null}
          {protection !== null && protection.endAsked !== null && mayTry(rights.keep) ? (
            <ReasonDialog
              opener="Keep protected"
              look={look(rights.keep)}
              title="Keep the protection"
              button="Keep protected"
              placeholder="Why does it stay?"
              submit={(reason) => actions.keep({ userId, reason })}
              onDone={() => done("The person stays protected")}
            />
          ) : null}
        </div>
        <History identity={identity} />
      </div>
    </Section>
  );
}

function History({ identity: { history } }: { identity: IdentityView }) {
  if (history.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-faint">History of the class</h3>
      <ol className="grid gap-1.5 text-sm">
        {history.map((made) => (
          <li key={made.id}>
            <span className="font-medium">
              {made.identityClass === null ? "Taken back" : identityClassNames[made.identityClass]}
            </span>{" "}
            <span className="text-muted">
              <SafeText text={made.by} />, <TimeStamp at={made.at} />
            </span>
            {made.reason === null ? null : <QuotedText text={made.reason} className="mt-0.5" />}
          </li>
        ))}
      </ol>
    </div>
  );
}

const takeBack = "none";
type Choice = IdentityClass | typeof takeBack;

function SetClass({
  identity,
  submit,
  onDone,
}: {
  identity: IdentityView;
  submit: (identityClass: IdentityClass | null, reason: string) => Promise<ActionResult<void>>;
  onDone: () => void;
}) {
  const [chosen, setChosen] = useState<Choice>(identity.identityClass);
  const choices: { value: Choice; label: string }[] = [
    ...(identity.by === "person" ? [{ value: takeBack, label: "As file and rules say" } as const] : []),
    ...IdentityClass.options.map((value) => ({ value, label: identityClassNames[value] })),
  ];
  return (
    <ReasonDialog
      opener="Set class"
      look={{ ...look(identity.rights.setClass), size: "sm" }}
      title="Set the identity class"
      description="Set by hand it goes before the people file and the rules, until it is taken back."
      button="Set class"
      placeholder="What shows that it is so?"
      missing={
        chosen === identity.identityClass && identity.by === "person" ? "Choose another class first." : null
      }
      submit={(reason) => submit(chosen === takeBack ? null : chosen, reason)}
      onDone={onDone}
    >
      <Field label="Class">
        <Select items={choices} value={chosen} onValueChange={setChosen} className="w-72" />
      </Field>
    </ReasonDialog>
  );
}

function look(right: Right) {
  return { size: "sm", disabledReason: right.allowed ? null : right.why, reasonPlacement: "below" } as const;
}

/** Whoever lacks the role gets no control; everybody else reads why not beside it. */
function mayTry(right: Right): boolean {
  return right.allowed || right.code !== "role_missing";
}
