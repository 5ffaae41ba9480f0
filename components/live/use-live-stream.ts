"use client";

import { useEffect, useEffectEvent, useState } from "react";

import type { LiveHint } from "#lib/queries/live.ts";

const reopenAfterMs = 5_000;

export interface LiveStreamEvents {
  /** The stream is there, for the first time or again: what happened meanwhile is unknown. */
  onOpen: () => void;
  onHint: (hint: LiveHint) => void;
  /** The session is over; the stream won't come back. */
  onEnd: () => void;
}

/** Listens while `wanted`. Answers whether the stream is there: `connecting` until the first answer, each time anew. */
export function useLiveStream(
  wanted: boolean,
  { onOpen, onHint, onEnd }: LiveStreamEvents,
): "connecting" | "open" | "down" {
  const [state, setState] = useState<"connecting" | "open" | "down">("connecting");
  const [attempt, setAttempt] = useState(0);
  const [wantedBefore, setWantedBefore] = useState(wanted);
  if (wantedBefore !== wanted) {
    setWantedBefore(wanted);
    setState("connecting");
  }
  const opened = useEffectEvent(onOpen);
  const hinted = useEffectEvent(onHint);
  const ended = useEffectEvent(onEnd);

  useEffect(() => {
    if (!wanted) return undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const source = new EventSource("/api/console/live");
    source.addEventListener("open", () => {
      setState("open");
      opened();
    });
    source.addEventListener("message", (event: MessageEvent<string>) => {
      hinted(JSON.parse(event.data) as LiveHint);
    });
    source.addEventListener("end", () => {
      source.close();
      setState("down");
      ended();
    });
    source.addEventListener("error", () => {
      setState("down");
      // The browser tries again by itself after a cut connection, but never after an answer that was no stream.
      if (source.readyState !== EventSource.CLOSED) return;
      again = setTimeout(() => setAttempt((before) => before + 1), reopenAfterMs);
    });
    return () => {
      clearTimeout(again);
      source.close();
    };
  }, [wanted, attempt]);

  return state;
}
