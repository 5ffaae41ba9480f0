import type { Verdict } from "./judge.ts";
import type { GateView } from "./views/request-view.ts";

/** What a verdict that forbids is refused with. */
export function forbiddenWords({ why, not }: { why: string; not?: string | undefined }): string {
  return `The policy in force doesn't permit this: ${why} ${not ?? "No request was made."}`;
}

/** What a request is refused with that too few people could approve: why so many have to, and who could help. */
export function tooFewWords(given: { eligible: string; needed: string; why: string; help: string }): string {
  return `Only ${given.eligible} of ${given.needed} needed people could approve this now, you and the subject left out. ${given.why} No request was made. ${given.help}`;
}

/** The gates that hang on what is named and marked; the browser judges them as the server will. */
export function verdictGates(
  verdict: Pick<Verdict, "permitted" | "rule" | "why" | "approvers">,
  quorum: { eligible: number; help: string },
): GateView[] {
  const { permitted, rule, why, approvers } = verdict;
  const { eligible, help } = quorum;
  return [
    permitted
      ? { text: `The policy permits it, rule ${rule}`, state: "ok" }
      : { text: forbiddenWords({ why }), state: "failed" },
    eligible >= approvers
      ? { text: approverWords(eligible, approvers), state: "ok" }
      : {
          text: tooFewWords({ eligible: String(eligible), needed: String(approvers), why, help }),
          state: "failed",
        },
  ];
}

function approverWords(eligible: number, needed: number): string {
  const people = eligible === 1 ? "1 person" : `${eligible} people`;
  return `${people} can approve it, ${needed === 1 ? "1 has" : `${needed} have`} to`;
}
