import {
  BellRing,
  Circle,
  CircleCheck,
  CircleHelp,
  CircleSlash,
  Eye,
  FolderOpen,
  Hand,
  Lock,
  LockOpen,
  MessageSquare,
  OctagonX,
  PenLine,
  Send,
  type LucideIcon,
} from "lucide-react";

import { cn } from "#components/ui/cn.ts";
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

const icons: Readonly<Record<string, readonly [LucideIcon, string]>> = {
  "signal.received": [BellRing, "text-muted"],
  "case.opened": [FolderOpen, "text-muted"],
  "case.changed": [PenLine, "text-muted"],
  "case.closed": [CircleCheck, "text-muted"],
  "request.proposed": [Hand, "text-violet"],
  "request.submitted": [Hand, "text-violet"],
  "request.approved": [CircleCheck, "text-success"],
  "request.denied": [CircleSlash, "text-neutral"],
  "request.withdrawn": [CircleSlash, "text-neutral"],
  "request.expired": [CircleSlash, "text-neutral"],
  "request.stale": [CircleSlash, "text-neutral"],
  "request.commented": [MessageSquare, "text-muted"],
  "person.frozen": [Lock, "text-warning"],
  "person.unfrozen": [LockOpen, "text-muted"],
  "decision.refused": [OctagonX, "text-danger"],
  "request.claimed": [Send, "text-accent"],
  "call.intended": [Send, "text-accent"],
  "call.answered": [Send, "text-accent"],
  "state.observed": [Eye, "text-muted"],
  "outcome.unknown": [CircleHelp, "text-warning"],
  "outcome.needs_attention": [OctagonX, "text-danger"],
  "outcome.settled": [CircleCheck, "text-success"],
};

/** What ended otherwise than it was wanted must not look like a success. */
const badEnd = /^(refused|failed|uncertain)/u;

/** The kind of an entry as a picture; the sentence beside it says the same. */
export function EntryIcon({ entry }: { entry: TimelineEntry }) {
  const outcome = entry.facts.find(([name]) => name === "outcome")?.[1] ?? "";
  const isBad = badEnd.test(outcome) && /^(outcome|call)/u.test(entry.type);
  const [Icon, tint] = isBad
    ? ([OctagonX, "text-danger"] as const)
    : (icons[entry.type] ?? ([Circle, "text-faint"] as const));
  return (
    <span
      aria-hidden="true"
      className="relative z-10 inline-flex size-6 items-center justify-center rounded-full border bg-surface"
    >
      <Icon className={cn("size-3.5", tint)} />
    </span>
  );
}
