import { CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

/** What protects the log, and what doesn't yet: an auditor must not take the one for the other. */
export function LogStanding({ total }: { total: number }) {
  return (
    <section
      aria-label="Standing of the log"
      className="mb-4 grid gap-px overflow-hidden rounded-lg border bg-line shadow-card sm:grid-cols-2 xl:grid-cols-4"
    >
      <Fact kept title={`${total.toLocaleString("en")} ${total === 1 ? "entry" : "entries"}`}>
        Written in the same transaction as what they record, and stored as the very bytes that were hashed.
      </Fact>
      <Fact kept title="Chained per case">
        Each entry carries the hash of the one before it in its case, so an entry changed afterwards no longer
        fits its successor.
      </Fact>
      <Fact kept={false} title="Not sealed, not anchored">
        There is no signed tree over all cases and no copy elsewhere. Whoever can write to the database could
        compute a chain anew, cut off its end or put back an older copy, and nothing here would notice.
      </Fact>
      <Fact kept title="Two people, always">
        <code className="font-mono text-fg">fourEyesEnforced: true</code>. Whoever asks never decides. No
        role, setting or emergency changes that, and the database refuses such a vote by itself.
      </Fact>
    </section>
  );
}

function Fact({ kept, title, children }: { kept: boolean; title: ReactNode; children: ReactNode }) {
  const Icon = kept ? CircleCheck : CircleDashed;
  return (
    <div className="bg-surface p-3.5">
      <p className="flex items-center gap-1.5 text-sm font-semibold text-fg">
        <Icon aria-hidden="true" className={cn("size-4 shrink-0", kept ? "text-success" : "text-warning")} />
        {title}
      </p>
      <p className="mt-1 text-xs text-muted">{children}</p>
    </div>
  );
}
