import { CircleCheck, Clock, OctagonX } from "lucide-react";

import { TimedText } from "#components/request/timed-text.tsx";
import { cn } from "#components/ui/cn.ts";
import type { GateView } from "#lib/domain/views/request-view.ts";

const looks = {
  ok: { Icon: CircleCheck, tint: "text-success", word: "Holds: " },
  failed: { Icon: OctagonX, tint: "text-danger", word: "Fails: " },
  later: { Icon: Clock, tint: "text-faint", word: "Later: " },
} as const;

/** What must hold, each with a shape, a word for speech, and what was found. */
export function GateList({
  gates,
  columns = 1,
}: {
  gates: readonly GateView[];
  columns?: 1 | 2 | undefined;
}) {
  return (
    <ul className={cn("grid gap-x-6 gap-y-1", columns === 2 && "sm:grid-cols-2")}>
      {gates.map((gate) => {
        const { Icon, tint, word } = looks[gate.state];
        return (
          <li key={gate.text} className="flex items-start gap-2">
            <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", tint)} />
            <span className={gate.state === "later" ? "text-muted" : "text-fg"}>
              <span className="sr-only">{word}</span>
              <TimedText text={gate.text} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
