"use client";

import Link from "next/link";

import { mayTry } from "#components/personal-data/may-try.ts";
import type { HoldActions } from "#components/personal-data/personal-data-actions.ts";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { HoldView } from "#lib/domain/views/personal-data-view.ts";

export interface HoldListProps {
  holds: readonly HoldView[];
  actions: Pick<HoldActions, "end" | "keep">;
  /** Where the page isn't the person's own. */
  namesPerson?: boolean;
}

/** Legal holds that stand, with what it takes to end them. */
export function HoldList({ holds, actions, namesPerson = false }: HoldListProps) {
  return (
    <ul className="grid divide-y rounded-lg border">
      {holds.map((hold) => (
        <li key={hold.id} className="grid gap-2 px-3 py-2.5">
          <div className="min-w-0">
            <p className="text-fg">
              <span className="font-medium">
                {hold.caseKey === null ? "Everything about the person" : `Case ${hold.caseKey}`}
              </span>
              {namesPerson ? (
                <>
                  {" · "}
                  <Link
                    href={`/users/${hold.subjectId}#personal-data`}
                    prefetch={false}
                    className="underline-offset-2 hover:underline"
                  >
                    <SafeText text={hold.subjectName} />
                  </Link>
                </>
              ) : null}
            </p>
            <p className="text-xs text-muted">
              set by <SafeText text={hold.by} /> <TimeStamp at={hold.since} />
            </p>
            <QuotedText text={hold.reason} className="mt-1" />
          </div>
          {hold.endAsked ? (
            <div className="rounded-md bg-warning-soft px-2.5 py-2 text-xs text-muted">
              <p className="text-fg">
                <SafeText text={hold.endAsked.by} /> asks to end it; a second person has to confirm.
              </p>
              <QuotedText text={hold.endAsked.reason} className="mt-1" />
            </div>
          ) : null}
          {mayTry(hold.rights.end) ? (
            <div className="flex flex-wrap items-start gap-2">
              <ReasonDialog
                key={hold.endAsked ? "confirm" : "ask"}
                opener={hold.endAsked ? "Confirm end of hold" : "Ask to end hold"}
                look={{
                  size: "sm",
                  disabledReason: hold.rights.end.allowed ? null : hold.rights.end.why,
                  reasonPlacement: "below",
                }}
                title={hold.endAsked ? "Confirm that the hold ends" : "Ask to end the hold"}
                description="From its end on the retention deletes again what is due, and an erasure is possible."
                button={hold.endAsked ? "End the hold" : "Ask to end"}
                placeholder="What was it needed for, and why no longer?"
                submit={(reason) => actions.end({ id: hold.id, reason })}
                onDone={({ ended }) =>
                  showToast({
                    tone: "success",
                    title: ended ? "The hold has ended" : "A second person has to confirm",
                  })
                }
              />
              {hold.endAsked ? (
                <ReasonDialog
                  opener="Keep hold"
                  look={{ size: "sm", variant: "ghost" }}
                  title="Keep the hold"
                  description="It stands as before; ending it can be asked for anew."
                  button="Keep"
                  placeholder="What is it still needed for?"
                  submit={(reason) => actions.keep({ id: hold.id, reason })}
                  onDone={() => showToast({ tone: "success", title: "The hold stands" })}
                />
              ) : null}
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
