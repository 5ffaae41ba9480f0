import { CircleCheck, OctagonX } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";
import { Section } from "#components/ui/section.tsx";
import type { CompletenessView } from "#lib/domain/views/audit-view.ts";

/** Whether anything of the period is missing, and how that was looked for. */
export function CompletenessCard({ found }: { found: CompletenessView }) {
  const { numbers, lost, unused, unusedTotal, unopened, brokenChains, chains, entries, sealed } = found;
  return (
    <Section title="Completeness" id="completeness" flush>
      <ul className="grid gap-2 px-4 py-3 text-sm" data-keep-together="">
        <Check holds={lost.length === 0}>
          {numbers === null ? (
            "No request was made in the period."
          ) : (
            <>
              Every number from <Key>{numbers.lowest}</Key> to <Key>{numbers.highest}</Key> is accounted for
              {lost.length > 0 ? (
                <>
                  , but <Keys keys={lost} />: the log tells of them, and there is no such request
                </>
              ) : null}
              .{" "}
              {unusedTotal > 0 ? (
                <span className="text-muted">
                  {unusedTotal.toLocaleString("en")} {unusedTotal === 1 ? "number was" : "numbers were"} taken
                  and never became a request: <Keys keys={unused} />.
                </span>
              ) : null}
            </>
          )}
        </Check>
        <Check holds={unopened.length === 0}>
          {unopened.length === 0 ? (
            "Every request begins in the log with who asked."
          ) : (
            <>
              The log doesn’t say who asked for <Keys keys={unopened} />.
            </>
          )}
        </Check>
        <Check holds={brokenChains.length === 0}>
          {brokenChains.length === 0 ? (
            `${chains.toLocaleString("en")} chains of the whole log run from 1 to their end without a gap.`
          ) : (
            <>
              Entries are missing in <Keys keys={brokenChains} />.
            </>
          )}
        </Check>
        <Check holds>
          {sealed.toLocaleString("en")} of {entries.toLocaleString("en")} entries of the period are sealed
          {sealed === entries ? "." : `; ${(entries - sealed).toLocaleString("en")} wait for the next seal.`}
        </Check>
      </ul>
    </Section>
  );
}

function Check({ holds, children }: { holds: boolean; children: ReactNode }) {
  const Icon = holds ? CircleCheck : OctagonX;
  return (
    <li className="flex gap-2">
      <Icon
        aria-hidden="true"
        className={cn("mt-0.5 size-4 shrink-0", holds ? "text-success" : "text-danger")}
      />
      <span className="min-w-0">{children}</span>
    </li>
  );
}

function Key({ children }: { children: ReactNode }) {
  return <span className="font-mono text-xs">{children}</span>;
}

const shown = 12;

function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <>
      <Key>{keys.slice(0, shown).join(", ")}</Key>
      {keys.length > shown ? ` and ${keys.length - shown} more` : null}
    </>
  );
}
