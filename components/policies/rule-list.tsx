import { formatDuration } from "#components/format-duration.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { describeDemands, describeWhen } from "#lib/domain/describe-policy.ts";
import type { PolicyRule } from "#lib/domain/policy.ts";

export interface RuleListProps {
  rules: readonly PolicyRule[];
  /** Requests of the last 30 days that each rule decided; absent where nobody counted. */
  hits?: Readonly<Record<string, number>> | undefined;
}

/** The rules of a policy in words; the first that fits a request decides. */
export function RuleList({ rules, hits }: RuleListProps) {
  return (
    <ol className="divide-y">
      {rules.map((rule, index) => (
        <li key={rule.id} className="grid gap-x-6 gap-y-2 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
              {index + 1}. <SafeText text={rule.id} className="font-mono text-fg" />
              {hits ? <span>{countWords(hits[rule.id] ?? 0)} in 30 days</span> : null}
              {describeDemands(rule.then).map((words) => (
                <Badge key={words} tone="outline">
                  {words}
                </Badge>
              ))}
            </p>
            <When rule={rule} />
            <p className="mt-1 max-w-prose text-sm text-muted">
              <SafeText text={rule.why} />
            </p>
          </div>
          <DescriptionList items={outcome(rule)} />
        </li>
      ))}
    </ol>
  );
}

function When({ rule }: { rule: PolicyRule }) {
  const { all, either } = describeWhen(rule.when);
  if (all.length === 0 && either.length === 0) {
    return <p className="mt-1 text-sm text-fg">Every other request</p>;
  }
  return (
    <ul className="mt-1 max-w-prose text-sm text-fg">
      {all.map((words) => (
        <li key={words}>{capital(words)}</li>
      ))}
      {either.length > 0 ? <li>{`One of: ${either.join("; ")}`}</li> : null}
    </ul>
  );
}

function outcome({ then }: PolicyRule) {
  if (!then.permitted) return [{ term: "Permitted", value: "no" }];
  return [
    { term: "Approvers", value: `${then.approvers}, besides who asks` },
    { term: "To decide", value: formatDuration(then.decideWithinMs) },
    { term: "To carry out", value: formatDuration(then.executeWithinMs) },
    {
      term: "Fresh sign-in",
      value:
        then.stepUpMaxAgeMs === null
          ? "not asked for while the session lives"
          : `at most ${formatDuration(then.stepUpMaxAgeMs)} old`,
    },
    {
      term: "Review",
      value: `after ${formatDuration(then.reviewAfterMs)}, at most ${formatDuration(then.reviewWithinMs)}`,
    },
  ];
}

function countWords(count: number): string {
  return count === 1 ? "1 request" : `${count.toLocaleString("en")} requests`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
