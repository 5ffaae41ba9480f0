import { cn } from "#components/ui/cn.ts";

export type LiveState = "connecting" | "live" | "paused" | "offline";

const looks = {
  connecting: { word: "connecting", tint: "text-muted" },
  live: { word: "live", tint: "text-success" },
  paused: { word: "paused", tint: "text-warning" },
  offline: { word: "offline", tint: "text-danger" },
} as const satisfies Record<LiveState, { word: string; tint: string }>;

/** Whether the page hears of changes: ◔ connecting, ● live, ◌ paused, ✕ offline, always with the word. */
export function LiveDot({ state }: { state: LiveState }) {
  const { word, tint } = looks[state];
  return (
    <span className={cn("inline-flex items-center gap-1.5 text-xs font-medium whitespace-nowrap", tint)}>
      <svg
        aria-hidden="true"
        viewBox="0 0 10 10"
        className="size-2.5 fill-none stroke-current"
        strokeWidth="1.6"
      >
        <LiveShape state={state} />
      </svg>
      <span className="max-sm:sr-only">{word}</span>
    </span>
  );
}

function LiveShape({ state }: { state: LiveState }) {
  switch (state) {
    case "connecting":
      return <path d="M5 1a4 4 0 1 1-4 4" strokeLinecap="round" />;
    case "live":
      return <circle cx="5" cy="5" r="4" className="fill-current stroke-none" />;
    case "paused":
      return <circle cx="5" cy="5" r="4" strokeDasharray="2 1.6" />;
    case "offline":
      return <path d="m1.5 1.5 7 7m0-7-7 7" strokeLinecap="round" />;
  }
}
