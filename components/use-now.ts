"use client";

import { useCallback, useSyncExternalStore } from "react";

import { usePreferences } from "#components/shell/preferences.tsx";

const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;
let nowMs = Date.now();

function tick() {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (ticker === undefined) {
    nowMs = Date.now();
    ticker = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
  };
}

/**
 * The time in milliseconds, rounded down to `stepMs`, from one clock for the whole page. A coarse step renders its
 * component only that often. On the server and at hydration it is the moment at which the server rendered, or the
 * two would disagree about every "4 s ago".
 */
export function useNow(stepMs: number): number {
  const { renderedAtMs } = usePreferences();
  const browserNow = useCallback(() => floorTo(nowMs, stepMs), [stepMs]);
  const serverNow = useCallback(() => floorTo(renderedAtMs, stepMs), [renderedAtMs, stepMs]);
  return useSyncExternalStore(subscribe, browserNow, serverNow);
}

function floorTo(valueMs: number, stepMs: number): number {
  return Math.floor(valueMs / stepMs) * stepMs;
}
