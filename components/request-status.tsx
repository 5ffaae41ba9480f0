import { cn } from "#components/ui/cn.ts";
import type { RequestStatus as Status } from "#lib/domain/request.ts";

/** How a status is called where a person reads it. */
export const requestStatusNames = {
  proposed: "Proposed",
  pending: "Pending",
  approved: "Approved",
  executing: "Executing",
  unknown: "Unknown: checking",
  needs_attention: "Needs attention",
  succeeded: "Succeeded",
  refused: "Refused",
  failed: "Failed",
  superseded: "Superseded",
  denied: "Denied",
  withdrawn: "Withdrawn",
  expired: "Expired",
  stale: "Stale",
} as const satisfies Record<Status, string>;

type Shape = "waiting" | "moving" | "done" | "wrong" | "asking" | "ended";

const shapes: Record<Status, Shape> = {
  proposed: "waiting",
  pending: "waiting",
  approved: "moving",
  executing: "moving",
  unknown: "asking",
  needs_attention: "wrong",
  succeeded: "done",
  refused: "wrong",
  failed: "wrong",
  superseded: "ended",
  denied: "ended",
  withdrawn: "ended",
  expired: "ended",
  stale: "ended",
};

const looks: Record<Shape, string> = {
  waiting: "border-transparent bg-violet-soft text-violet",
  moving: "border-transparent bg-accent-soft text-accent",
  done: "border-transparent bg-success-soft text-success",
  wrong: "border-transparent bg-danger-soft text-danger",
  asking: "border-dashed border-warning bg-transparent text-warning",
  ended: "border-transparent bg-neutral-soft text-neutral",
};

/** Where a request stands: shape, tone and always the word. */
export function RequestStatus({ status, className }: { status: Status; className?: string | undefined }) {
  const shape = shapes[status];
  return (
    <span
      data-status={status}
      data-edge=""
      className={cn(
        "inline-flex h-5.5 items-center gap-1.5 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap",
        looks[shape],
        className,
      )}
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 12 12"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className={cn(
          "size-3 shrink-0 fill-none stroke-current",
          status === "executing" && "motion-safe:animate-turn",
        )}
      >
        <StatusShape shape={shape} />
      </svg>
      {requestStatusNames[status]}
    </span>
  );
}

function StatusShape({ shape }: { shape: Shape }) {
  switch (shape) {
    case "waiting":
      return (
        <>
          <circle cx="6" cy="6" r="4.8" />
          <path d="M6 3.4V6l1.8 1.2" />
        </>
      );
    case "moving":
      return (
        <>
          <circle cx="6" cy="6" r="4.8" />
          <path d="M6 1.2A4.8 4.8 0 0 1 10.8 6H6Z" className="fill-current stroke-none" />
        </>
      );
    case "done":
      return <path d="m2 6.4 2.8 2.8L10.2 3" />;
    case "wrong":
      return (
        <>
          <path d="M1.4 1.4h9.2v9.2H1.4Z" />
          <path d="m4.2 4.2 3.6 3.6m0-3.6L4.2 7.8" />
        </>
      );
    case "asking":
      return <path d="M4 4.2a2 2 0 1 1 2.9 1.8C6.3 6.3 6 6.7 6 7.4M6 9.7v.1" />;
    case "ended":
      return (
        <>
          <circle cx="6" cy="6" r="4.8" />
          <path d="m2.8 9.2 6.4-6.4" />
        </>
      );
  }
}
