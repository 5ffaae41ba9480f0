import { SafeText } from "#components/safe-text.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { QuorumView } from "#lib/domain/views/governance-view.ts";

/** How many people could decide, and how many of them are around: the health of the two-person rule in one line. */
export function QuorumLine({ quorum }: { quorum: QuorumView }) {
  const { able, reachable } = quorum;
  const weak = able.length < 2;
  return (
    <Popover
      title="Who can approve"
      trigger={
        <button
          type="button"
          className={
            weak
              ? "min-h-6 rounded-sm text-left text-sm font-medium text-warning underline decoration-dotted underline-offset-4"
              : "min-h-6 rounded-sm text-left text-sm text-muted underline decoration-faint decoration-dotted underline-offset-4 hover:text-fg"
          }
        >
          {people(able.length)} can approve, {reachable.length} signed in within 12 hours
        </button>
      }
    >
      {able.length === 0 ? (
        <p className="text-muted">Nobody. Have an IAM lead sign in once, or ask an administrator.</p>
      ) : (
        <ul className="grid gap-1">
          {able.map((name) => (
            <li key={name} className="flex justify-between gap-6">
              <SafeText text={name} />
              <span className="text-xs leading-5 text-muted">
                {reachable.includes(name) ? "within 12 hours" : "longer ago"}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-xs text-muted">
        Of one request, whoever asked and whoever it is about are left out too.
      </p>
    </Popover>
  );
}

function people(count: number): string {
  if (count === 0) return "Nobody";
  return count === 1 ? "Only 1 person" : `${count} people`;
}
