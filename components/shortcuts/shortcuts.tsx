"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";

import { useLive } from "#components/live/live-updates.tsx";
import { matchShortcut } from "#components/shortcuts/match-shortcut.ts";
import { focusFilter, isInList, moveRow, openRow, turnTo } from "#components/shortcuts/run-in-list.ts";
import { shortcuts, type ShortcutCommand } from "#components/shortcuts/shortcut-table.ts";

// The sheet is looked at now and then; its script isn't every page's burden.
const ShortcutSheet = dynamic(
  () => import("#components/shell/shortcut-sheet.tsx").then((module) => module.ShortcutSheet),
  { ssr: false },
);

const chordWithinMs = 1_500;
const cookieSeconds = 31_536_000;

export interface ShortcutsProps {
  /** As the server read it from the cookie. */
  enabledAtFirst: boolean;
  /** Where the person may go; other ways aren't offered. */
  hrefs: readonly string[];
}

/** Listens for single keys and shows the sheet. Off means off: not one letter does anything then (WCAG 2.1.4). */
export function Shortcuts({ enabledAtFirst, hrefs }: ShortcutsProps) {
  const router = useRouter();
  const live = useLive();
  const [enabled, setEnabled] = useState(enabledAtFirst);
  const [sheet, setSheet] = useState<"never opened" | "open" | "closed">("never opened");
  const before = useRef<{ key: string; atMs: number }>(undefined);
  const table = shortcuts.filter((row) => row.command.do !== "go" || hrefs.includes(row.command.href));

  function run(command: ShortcutCommand): boolean {
    switch (command.do) {
      case "go":
        router.push(command.href);
        return true;
      case "move":
        return moveRow(command.by);
      case "open":
        return openRow();
      case "turn":
        return turnTo(command.to);
      case "filter":
        return focusFilter();
      case "pause":
        live.togglePause();
        return true;
      case "sheet":
        setSheet("open");
        return true;
    }
  }

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!enabled || isElsewhere(event)) return;
    const { key } = event;
    if (key.startsWith("Arrow") && !isInList()) return;
    const first = before.current;
    before.current = undefined;
    const isRecent = first !== undefined && event.timeStamp - first.atMs < chordWithinMs;
    const found = matchShortcut(table, { before: isRecent ? first.key : null, key });
    if (found === null) return;
    if (found === "begun") {
      before.current = { key, atMs: event.timeStamp };
      return;
    }
    if (run(found.command)) event.preventDefault();
  });

  useEffect(() => {
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  function choose(next: boolean) {
    setEnabled(next);
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `cs-keys=${next ? "on" : "off"}; Path=/; Max-Age=${cookieSeconds}; SameSite=Lax${secure}`;
  }

  const scopes = ["Everywhere", "Lists", "Audit"] as const;
  return (
    <>
      <button
        type="button"
        className="inline-flex size-7 items-center justify-center rounded-md text-sm font-semibold text-muted hover:bg-hover hover:text-fg max-sm:hidden pointer-coarse:hidden"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
        onClick={() => setSheet("open")}
      >
        ?
      </button>
      {sheet === "never opened" ? null : (
        <ShortcutSheet
          open={sheet === "open"}
          onOpenChange={(open) => setSheet(open ? "open" : "closed")}
          enabled={enabled}
          onEnabledChange={choose}
          groups={scopes.map((scope) => ({ scope, rows: table.filter((row) => row.scope === scope) }))}
        />
      )}
    </>
  );
}

/** Whether the key belongs to somebody else: a field, a layer above the page, the browser, a word being composed. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return true;
  if (
    document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null
  ) {
    return true;
  }
  const { target } = event;
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
