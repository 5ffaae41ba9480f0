"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";

import { tellSessionEnded } from "#components/live/tell-session-ended.ts";
import { useLiveStream } from "#components/live/use-live-stream.ts";
import { usePageVisible } from "#components/live/use-page-visible.ts";
import type { LiveState } from "#components/shell/live-dot.tsx";
import { keysTouchedBy, type LiveHint } from "#lib/queries/live.ts";

interface Live {
  state: LiveState;
  /** Stops and starts the updates of this page, for somebody who wants to read in peace. */
  togglePause: () => void;
}

const Context = createContext<Live>({ state: "connecting", togglePause: () => {} });

/** Hints that come together are one question; the first is asked almost at once, the next ones at this distance. */
const firstAskMs = 30;
const nextAskMs = 250;
const pollEveryMs = 10_000;
const pollHiddenEveryMs = 30_000;

/**
 * Keeps everything that was asked for by react-query up to date: by the stream, by asking every 10 s while it is down,
 * and not at all while paused. A hidden tab gives its connection back, since a browser has six for one console, and
 * asks only for the counts in title and favicon.
 */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const visible = usePageVisible();
  const [paused, setPaused] = useState(false);
  const [ended, setEnded] = useState(false);
  const touch = useTouch(paused);
  const wanted = visible && !paused && !ended;
  const stream = useLiveStream(wanted, {
    onOpen: () => touch({ kind: "any" }),
    onHint: touch,
    onEnd: () => {
      setEnded(true);
      tellSessionEnded();
    },
  });

  const isDown = wanted && stream === "down";
  useEffect(() => {
    if (!isDown) return undefined;
    const timer = setInterval(() => touch({ kind: "any" }), pollEveryMs);
    return () => clearInterval(timer);
  }, [isDown, touch]);

  useEffect(() => {
    if (visible || ended) return undefined;
    const timer = setInterval(() => void client.refetchQueries({ queryKey: ["counts"] }), pollHiddenEveryMs);
    return () => clearInterval(timer);
  }, [visible, ended, client]);

  const state: LiveState =
    ended || isDown ? "offline" : paused ? "paused" : stream === "open" ? "live" : "connecting";
  const live = useMemo(() => ({ state, togglePause: () => setPaused((before) => !before) }), [state]);
  return <Context value={live}>{children}</Context>;
}

/** Whether this page hears of changes, and the switch that stops it. */
export function useLive(): Live {
  return use(Context);
}

/** Marks what hints touch as old, hints that come close together at once. What still waits when the page pauses is dropped. */
function useTouch(paused: boolean): (hint: LiveHint) => void {
  const client = useQueryClient();
  const waiting = useRef(new Map<string, readonly unknown[]>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastAskMs = useRef(0);

  useEffect(() => () => clearTimeout(timer.current), []);
  // A resumed page asks for everything again, so nothing is lost.
  useEffect(() => {
    if (!paused) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    waiting.current.clear();
  }, [paused]);

  return useCallback(
    (hint) => {
      for (const key of keysTouchedBy(hint)) waiting.current.set(JSON.stringify(key), key);
      if (timer.current !== undefined) return;
      const sinceMs = performance.now() - lastAskMs.current;
      timer.current = setTimeout(
        () => {
          timer.current = undefined;
          lastAskMs.current = performance.now();
          const keys = [...waiting.current.values()];
          waiting.current.clear();
          for (const queryKey of keys) void client.invalidateQueries({ queryKey });
        },
        Math.max(firstAskMs, nextAskMs - sinceMs),
      );
    },
    [client],
  );
}
