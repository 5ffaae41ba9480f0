import { describe, expect, it } from "vitest";
import { exposedItems, urgencyOf } from "./exposure.ts";

const use = (action: string, itemId: string, minute: number, vaultId = "v") => ({
  action,
  itemId,
  vaultId,
  at: new Date(Date.UTC(2027, 2, 1, 12, minute)),
});

describe("what was taken", () => {
  it("is counted item by item, the most taken first", () => {
    const items = exposedItems([
      use("reveal", "a", 1),
      use("secure-copy", "b", 2),
      use("reveal", "b", 9),
      use("server-fetch", "b", 5),
    ]);
    expect(items).toEqual([
      {
        vaultId: "v",
        itemId: "b",
        revealed: 1,
        copied: 1,
        otherwise: 1,
        firstAt: "2027-03-01T12:02:00.000Z",
        lastAt: "2027-03-01T12:09:00.000Z",
      },
      expect.objectContaining({ itemId: "a", revealed: 1, copied: 0, otherwise: 0 }),
    ]);
  });

  it("isn't what was only filled in or edited, nor what has no item", () => {
    expect(exposedItems([use("fill", "a", 1), use("enter-item-edit-mode", "a", 2), use("", "a", 3)])).toEqual(
      [],
    );
    expect(exposedItems([{ ...use("reveal", "a", 1), itemId: null }])).toEqual([]);
  });

  it("of one id in two vaults are two items", () => {
    expect(exposedItems([use("reveal", "a", 1), use("reveal", "a", 2, "w")])).toHaveLength(2);
  });
});

describe("the urgency", () => {
  it.each([
    [{ known: true, items: 0, vaults: 0 }, "none"],
    [{ known: false, items: 0, vaults: 0 }, "unknown"],
    [{ known: true, items: 9, vaults: 2 }, "some"],
    [{ known: true, items: 10, vaults: 1 }, "many"],
    [{ known: true, items: 3, vaults: 3 }, "many"],
    [{ known: false, items: 1, vaults: 1 }, "some"],
  ] as const)("of %o is %s", (input, urgency) => {
    expect(urgencyOf(input)).toBe(urgency);
  });
});
