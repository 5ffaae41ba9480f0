import type { Services } from "#lib/ports/services.ts";

export const reopenSetting = "reopen-days";
const usualDays = 7;
const dayMs = 24 * 3_600_000;

/** For how long after its closing a case takes a new signal and is open again: a setting, in days. */
export async function reopenDays({ stores }: Pick<Services, "stores">): Promise<number> {
  const kept = Number((await stores.controls.read(reopenSetting)) ?? "");
  return Number.isInteger(kept) && kept > 0 ? kept : usualDays;
}

export async function reopenWindowMs(services: Pick<Services, "stores">): Promise<number> {
  return (await reopenDays(services)) * dayMs;
}
