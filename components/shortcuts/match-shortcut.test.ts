import { expect, it } from "vitest";

import { matchShortcut } from "./match-shortcut.ts";
import { shortcuts } from "./shortcut-table.ts";

const press = (before: string | null, key: string) => {
  const found = matchShortcut(shortcuts, { before, key });
  return found === null || found === "begun" ? found : found.command;
};

it("g begins a chord, and the second key ends it", () => {
  expect(press(null, "g")).toBe("begun");
  expect(press("g", "a")).toEqual({ do: "go", href: "/approvals" });
});

it("after a first key that leads nowhere, the second counts by itself", () => {
  expect(press("g", "j")).toEqual({ do: "move", by: 1 });
  expect(press("x", "g")).toBe("begun");
});

it("a letter without a meaning does nothing", () => {
  expect(press(null, "c")).toBeNull();
  expect(press(null, "J")).toBeNull();
});

it("no shortcut decides anything", () => {
  const kinds = new Set(shortcuts.map((row) => row.command.do));
  expect([...kinds].toSorted()).toEqual(["filter", "go", "move", "open", "pause", "sheet", "turn"]);
});
