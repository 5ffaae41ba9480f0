"use client";

import { SignInAgain } from "#components/request/sign-in-again.tsx";
import { TimedText } from "#components/request/timed-text.tsx";
import type { ActProblem } from "#components/request/use-act.ts";
import { Callout } from "#components/ui/callout.tsx";

const signInMends = new Set(["not_signed_in", "step_up_required"]);

/** What went wrong with what was just pressed, in the server's own words. */
export function ProblemNote({ problem }: { problem: ActProblem | null }) {
  if (problem === null) return null;
  return (
    <Callout tone="danger" role="alert">
      <span className="text-fg">
        <TimedText text={problem.message} />
      </span>
      {problem.ref ? <span className="block text-xs">Ref {problem.ref}</span> : null}
      {signInMends.has(problem.code) ? (
        <span className="mt-1 block">
          <SignInAgain />
        </span>
      ) : null}
    </Callout>
  );
}
