export type ShortcutCommand =
  | { do: "go"; href: string }
  | { do: "move"; by: 1 | -1 }
  | { do: "open" }
  | { do: "turn"; to: "previous" | "next" }
  | { do: "filter" }
  | { do: "sheet" }
  | { do: "pause" };

export interface Shortcut {
  scope: "Everywhere" | "Lists" | "Audit";
  /** By `event.key`, pressed one after another. */
  keys: readonly [string] | readonly [string, string];
  does: string;
  command: ShortcutCommand;
}

/** Every single-key shortcut: the one table that the handler and the `?` sheet read. None of them decides anything. */
export const shortcuts: readonly Shortcut[] = [
  { scope: "Everywhere", keys: ["?"], does: "This sheet", command: { do: "sheet" } },
  { scope: "Everywhere", keys: ["/"], does: "Search this list", command: { do: "filter" } },
  { scope: "Everywhere", keys: ["."], does: "Pause or resume live updates", command: { do: "pause" } },
  { scope: "Everywhere", keys: ["g", "c"], does: "Cases", command: { do: "go", href: "/cases" } },
  { scope: "Everywhere", keys: ["g", "a"], does: "Approvals", command: { do: "go", href: "/approvals" } },
  { scope: "Everywhere", keys: ["g", "u"], does: "Users", command: { do: "go", href: "/users" } },
  { scope: "Everywhere", keys: ["g", "l"], does: "Audit (log)", command: { do: "go", href: "/audit" } },
  { scope: "Everywhere", keys: ["g", "s"], does: "Settings", command: { do: "go", href: "/settings" } },
  { scope: "Lists", keys: ["j"], does: "Next row", command: { do: "move", by: 1 } },
  { scope: "Lists", keys: ["k"], does: "Previous row", command: { do: "move", by: -1 } },
  { scope: "Lists", keys: ["ArrowDown"], does: "Next row", command: { do: "move", by: 1 } },
  { scope: "Lists", keys: ["ArrowUp"], does: "Previous row", command: { do: "move", by: -1 } },
  {
    scope: "Audit",
    keys: ["["],
    does: "Previous record of the sample",
    command: { do: "turn", to: "previous" },
  },
  { scope: "Audit", keys: ["]"], does: "Next record of the sample", command: { do: "turn", to: "next" } },
  { scope: "Lists", keys: ["o"], does: "Open the row (Enter too)", command: { do: "open" } },
];
