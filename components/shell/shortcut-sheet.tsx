"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import { Switch } from "#components/ui/switch.tsx";

export interface ShortcutRow {
  /** Keys pressed one after another; alternatives are rows of their own: `["g", "c"]`, `["Mod+K"]`. */
  keys: readonly string[];
  does: string;
}

export interface ShortcutSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly { scope: string; rows: readonly ShortcutRow[] }[];
  enabled: boolean;
  onEnabledChange: (enabled: boolean) => void;
}

/** Signs that are not read aloud, by their names. */
const spoken: Readonly<Record<string, string>> = { "?": "question mark", "/": "slash", ".": "dot" };

/** What `?` opens: every key of the one table, and the switch that turns the single letters off. */
export function ShortcutSheet({ open, onOpenChange, groups, enabled, onEnabledChange }: ShortcutSheetProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="Keyboard shortcuts"
      description="Nothing here approves: that is a button, reached by Tab or pointer."
      footer={<Switch label="Single-key shortcuts" checked={enabled} onCheckedChange={onEnabledChange} />}
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.scope} aria-label={group.scope}>
            <h3 className="text-label mb-1.5">{group.scope}</h3>
            <dl className="flex flex-col">
              {group.rows.map((row) => (
                <div
                  key={`${row.keys.join(" ")} ${row.does}`}
                  className="flex min-h-7 items-center justify-between gap-3 border-b border-line py-0.5 last:border-b-0"
                >
                  <dt className="flex shrink-0 items-center gap-1 text-muted">
                    {row.keys.map((key, index) => (
                      <span key={`${index}${key}`} className="inline-flex items-center gap-1">
                        {index > 0 ? (
                          <span className="text-2xs text-faint" aria-hidden="true">
                            then
                          </span>
                        ) : null}
                        <span className="sr-only">{spoken[key] ?? key}</span>
                        <KeyHint keys={key} className="max-sm:inline-flex pointer-coarse:inline-flex" />
                      </span>
                    ))}
                  </dt>
                  <dd className="text-right text-sm text-fg">{row.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
