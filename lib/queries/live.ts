import type { QueryKey } from "@tanstack/react-query";

/** What the live stream says: that something changed, never what. Pages ask for the data again. */
export type LiveHint =
  | { kind: "case"; key: string }
  | { kind: "request"; key: string }
  | { kind: "directory" }
  | { kind: "settings" }
  | { kind: "log" }
  | { kind: "any" };

/**
 * The queries that a hint makes old, by the beginning of their keys. A reading of a person is in none of them: it asks
 * 1Password itself, and a busy queue must not turn into calls there.
 */
export function keysTouchedBy(hint: LiveHint): QueryKey[] {
  switch (hint.kind) {
    case "case":
      return [["queue"], ["counts"], ["governance"], ["case", hint.key]];
    case "request":
      return [["queue"], ["counts"], ["approvals"], ["governance"], ["request", hint.key], ["case"]];
    case "directory":
      return [["users"], ["queue"], ["case"]];
    case "settings":
      // A signal that fits nobody is told this way too, and is counted in the queue.
      return [["settings"], ["counts"]];
    case "log":
      return [["log"], ["sealing"]];
    case "any":
      return [
        ["log"],
        ["sealing"],
        ["queue"],
        ["counts"],
        ["approvals"],
        ["governance"],
        ["request"],
        ["case"],
        ["users"],
        ["settings"],
      ];
  }
}
