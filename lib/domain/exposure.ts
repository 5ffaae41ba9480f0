import type { ExposedItem, ExposureView } from "./views/exposure-view.ts";

/** From so many items, or vaults, on there is no waiting. */
export const manyItems = 10;
export const manyVaults = 3;

/** How each way of using an item counts: filling in and editing show nobody the secret. */
export function wayOf(action: string): "revealed" | "copied" | "otherwise" | null {
  switch (action) {
    case "reveal":
      return "revealed";
    case "secure-copy":
      return "copied";
    case "server-fetch":
    case "export":
    case "share":
      return "otherwise";
    default:
      return null;
  }
}

interface Use {
  action: string;
  vaultId: string | null;
  itemId: string | null;
  at: Date;
}

/** What was taken, item by item: most often taken first, then the last taken. */
export function exposedItems(uses: readonly Use[]): ExposedItem[] {
  const items = new Map<string, ExposedItem>();
  for (const { action, vaultId, itemId, at } of uses) {
    const way = wayOf(action);
    if (way === null || itemId === null) continue;
    const key = `${vaultId} ${itemId}`;
    const time = at.toISOString();
    const item = items.get(key) ?? {
      vaultId: vaultId ?? "",
      itemId,
      revealed: 0,
      copied: 0,
      otherwise: 0,
      firstAt: time,
      lastAt: time,
    };
    item[way] += 1;
    if (time < item.firstAt) item.firstAt = time;
    if (time > item.lastAt) item.lastAt = time;
    items.set(key, item);
  }
  const taken = (item: ExposedItem) => item.revealed + item.copied + item.otherwise;
  return [...items.values()].toSorted(
    (a, b) =>
      taken(b) - taken(a) ||
      (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : 0) ||
      (a.itemId < b.itemId ? -1 : 1),
  );
}

/** How urgent it is, by what is known. */
export function urgencyOf(input: { known: boolean; items: number; vaults: number }): ExposureView["urgency"] {
  if (input.items >= manyItems || input.vaults >= manyVaults) return "many";
  if (input.items > 0) return "some";
  return input.known ? "none" : "unknown";
}
