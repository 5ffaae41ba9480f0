import { describe, expect, it } from "vitest";
import { closeCase } from "#lib/use-cases/work-case.ts";
import { wendy } from "#lib/use-cases/test-scene.ts";
import { viewExposure } from "./exposure.ts";
import { setUpEvents } from "./set-up-events.ts";
import { openEventsWorld } from "./test-events.ts";

const dayMs = 86_400_000;
const used = ["itemusages"] as const;

async function openExposed(features?: string[]) {
  const world = await openEventsWorld();
  const { services } = world;
  const { caseKey } = await world.signal(wendy);
  const key = caseKey ?? "";
  if (features) {
    const made = (await world.control("/events-tokens", { features })) as { token: string };
    await setUpEvents(services, world.connect(made.token));
  }
  return {
    ...world,
    key,
    use: (action: string, item: string, vault: string, user = world.wendyId) =>
      world.emit("itemusages", {
        action,
        item_uuid: item,
        vault_uuid: vault,
        user: { uuid: user, email: wendy, name: "Wendy Appleseed" },
      }),
    view: () => viewExposure(services, world.ana, { key }),
  };
}

describe("the exposure of a case's person", () => {
  it("counts what they revealed or copied, in how many vaults, and nobody else's", async () => {
    const world = await openExposed();
    await world.setUp();
    await world.catchUp();
    const before = await world.view();
    await world.tick(60_000);
    await world.use("reveal", "item1", "vault1");
    await world.use("secure-copy", "item1", "vault1");
    await world.use("reveal", "item2", "vault2");
    await world.use("fill", "item3", "vault3");
    await world.use("reveal", "item4", "vault4", world.account.accountId);
    await world.catchUp(used);
    await world.tick(60_000);
    const after = await world.view();
    expect(after.items - before.items).toBe(2);
    expect(after.vaults - before.vaults).toBe(2);
    expect(after.unknown).toBeNull();
    expect(after.list.find(({ itemId }) => itemId === "item1")).toMatchObject({ revealed: 1, copied: 1 });
    expect(JSON.stringify(after)).not.toContain("Wendy");
  });

  it("is of 14 days, before now or before the case was closed", async () => {
    const world = await openExposed();
    await world.setUp();
    await world.use("reveal", "item1", "vault1");
    await world.catchUp();
    await world.tick(14 * dayMs - 60_000);
    await world.catchUp(used);
    expect((await world.view()).list.map(({ itemId }) => itemId)).toContain("item1");
    await closeCase(world.services, world.ana, { caseKey: world.key, verdict: "benign", reason: "a test" });
    await world.tick(2 * dayMs);
    expect((await world.view()).list.map(({ itemId }) => itemId)).toContain("item1");
  });

  it("isn't known, and says why, where item usages aren't read", async () => {
    const never = await openExposed();
    expect(await never.view()).toMatchObject({
      urgency: "unknown",
      summary: "Not known: 1Password’s Events API isn’t connected.",
    });
    const lacking = await openExposed(["signinattempts", "auditevents"]);
    expect(await lacking.view()).toMatchObject({
      urgency: "unknown",
      summary: "Not known: the events token lacks item usages.",
    });
  });

  it("says that it may be more where reading has stopped", async () => {
    const world = await openExposed();
    await world.setUp();
    await world.use("reveal", "item1", "vault1");
    await world.catchUp();
    await world.tick(2 * 3_600_000);
    expect((await world.view()).summary).toMatch(/^At least .*; item usages were last read at /);
  });

  it("of an unknown case is refused", async () => {
    const world = await openExposed();
    await expect(viewExposure(world.services, world.ana, { key: "IR-9999" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
