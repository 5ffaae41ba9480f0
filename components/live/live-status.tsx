"use client";

import { useLive } from "#components/live/live-updates.tsx";
import { LiveDot, type LiveState } from "#components/shell/live-dot.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Button } from "#components/ui/button.tsx";

const meanings: Record<LiveState, string> = {
  connecting: "This page is about to hear of changes.",
  live: "Changes show as they happen. New rows wait behind a button, so that nothing moves under your pointer.",
  paused: "This page doesn't hear of changes now. What you see is from the moment it paused.",
  offline: "The stream of changes is down. This page asks every 10 seconds until it is back.",
};

/** The dot in the top bar; a press says what it means and holds the pause. */
export function LiveStatus() {
  const { state, togglePause } = useLive();
  return (
    <Popover
      title="Live updates"
      align="end"
      className="w-72"
      trigger={
        <button type="button" className="inline-flex h-7 items-center rounded-md px-1.5 hover:bg-hover">
          <span className="sr-only">Live updates: </span>
          <LiveDot state={state} />
        </button>
      }
    >
      <p className="text-sm text-muted">{meanings[state]}</p>
      {state === "offline" ? null : (
        <Button size="sm" className="mt-3" shortcut="." onClick={togglePause}>
          {state === "paused" ? "Resume" : "Pause"}
        </Button>
      )}
    </Popover>
  );
}
