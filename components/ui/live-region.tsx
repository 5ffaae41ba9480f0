"use client";

import { useEffect, useState } from "react";

type Listener = (text: string) => void;
const listeners = new Set<Listener>();

/** Speaks a result politely ("Copied", "Taken"). Not for clocks, and not for counters more often than every 30 s. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text);
}

/** The one polite live region; stands once, in the shell. */
export function LiveRegion() {
  const [spoken, setSpoken] = useState({ text: "", turn: 0 });
  useEffect(() => {
    const listen: Listener = (text) => setSpoken((before) => ({ text, turn: before.turn + 1 }));
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
    };
  }, []);
  return (
    <div role="status" aria-live="polite" aria-atomic="true" className="sr-only">
      {/* A new element each time, or the same word twice would be spoken once. */}
      <span key={spoken.turn}>{spoken.text}</span>
    </div>
  );
}
