import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import { enqueueEvent } from "./enqueue-events.ts";

type Needs = Pick<Services, "stores" | "clock" | "ids">;

/** Looks in a row that must fail: one lost answer is no failure worth waking anybody for. */
const looksNeeded = 2;
/** What still fails is told again after this, so that a process that ended doesn't keep it secret. */
const tellAgainMs = 6 * 3_600_000;

/**
 * Tells once when a part that the console rests on begins to fail. Each process judges by what it sees itself; that it
 * was told is kept for all of them, in the commit of the telling. Gives a look, to be had again and again.
 */
export function createIntegrationWatch(
  services: Needs,
): (parts: readonly { name: string; ok: boolean }[]) => Promise<void> {
  const failed = new Map<string, number>();
  const toldHere = new Set<string>();
  return async (parts) => {
    for (const { name, ok } of parts) {
      failed.set(name, ok ? 0 : (failed.get(name) ?? 0) + 1);
      try {
        if (!ok && (failed.get(name) ?? 0) >= looksNeeded) {
          if (await tell(services, name)) toldHere.add(name);
        } else if (ok && toldHere.delete(name)) {
          await forget(services, name);
        }
      } catch (error) {
        // Another process was faster: it has told, or will look again.
        if (!(error instanceof Conflict)) throw error;
      }
    }
  };
}

const controlOf = (part: string) => `integration-failing:${part}`;

async function tell(services: Needs, part: string): Promise<boolean> {
  const { stores, clock } = services;
  const now = clock.now();
  const told = await stores.controls.read(controlOf(part));
  if (told !== null && told !== "" && now.getTime() - Date.parse(told) < tellAgainMs) return false;
  const data = { entryId: null, caseKey: null, workflowId: null, requestKey: null, status: "failing", part };
  await stores.commit([
    stores.controls.change(controlOf(part), told, now.toISOString()),
    ...(await enqueueEvent(services, { type: "integration.failing", timestamp: now.toISOString(), data })),
  ]);
  return true;
}

async function forget({ stores }: Needs, part: string): Promise<void> {
  const told = await stores.controls.read(controlOf(part));
  if (told !== null && told !== "") await stores.commit([stores.controls.change(controlOf(part), told, "")]);
}
