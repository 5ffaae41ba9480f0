import type { Marks } from "#components/request/form-answers.ts";
import { judge, type Verdict } from "#lib/domain/judge.ts";
import { type SingleOrigin, singleOrigin } from "#lib/domain/single-origin.ts";
import { verdictGates } from "#lib/domain/verdict-gates.ts";
import type { RequestPreview } from "#lib/domain/views/request-preview.ts";
import type { GateView } from "#lib/domain/views/request-view.ts";

export interface JudgedForm {
  verdict: Verdict;
  gates: GateView[];
  singleOrigin: SingleOrigin | null;
}

/** What the policy says of the causes as they are chosen and marked, by the function that the server judges with. */
export function judgeForm(preview: RequestPreview, chosen: readonly string[], marks: Marks): JudgedForm {
  const causes = preview.causes.filter(({ id }) => chosen.includes(id));
  const verdict = judge(preview.policy, {
    ...preview.facts,
    causes: causes.map(({ id, kind, confidence }) => {
      const mark = marks[id];
      return { kind, confidence, validated: mark?.validated === true && mark.how.trim() !== "" };
    }),
  });
  const quorum = { eligible: preview.eligibleApprovers.length, help: preview.help };
  return {
    verdict,
    gates: verdictGates(verdict, quorum),
    singleOrigin: singleOrigin(causes.map(({ origin }) => origin)),
  };
}
