import { formatDuration } from "#components/format-duration.ts";
import { DescriptionList } from "#components/ui/description-list.tsx";

export interface PolicyRulesProps {
  rules: readonly {
    id: string;
    why: string;
    permitted: boolean;
    approvers: number;
    decideWithinMs: number;
    executeWithinMs: number;
    stepUpMaxAgeMs: number | null;
  }[];
}

/** The rules of the policy in words; the first that fits a request decides. */
export function PolicyRules({ rules }: PolicyRulesProps) {
  return (
    <ol className="divide-y">
      {rules.map((rule, index) => (
        <li key={rule.id} className="grid gap-x-6 gap-y-2 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0">
            <p className="text-xs text-faint">
              {index + 1}. <span className="font-mono">{rule.id}</span>
            </p>
            <p className="mt-0.5 max-w-prose text-sm text-fg">{rule.why}</p>
          </div>
          <DescriptionList
            items={
              rule.permitted
                ? [
                    { term: "Approvers", value: `${rule.approvers}, besides who asks` },
                    { term: "To decide", value: formatDuration(rule.decideWithinMs) },
                    { term: "To carry out", value: formatDuration(rule.executeWithinMs) },
                    { term: "Fresh sign-in", value: signIn(rule.stepUpMaxAgeMs) },
                  ]
                : [{ term: "Permitted", value: "no" }]
            }
          />
        </li>
      ))}
    </ol>
  );
}

function signIn(maxAgeMs: number | null): string {
  return maxAgeMs === null
    ? "not asked for while the session lives"
    : `at most ${formatDuration(maxAgeMs)} old`;
}
