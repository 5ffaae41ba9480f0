import type { GuardRails } from "#lib/domain/guard-rails.ts";
import { GuardRailsSetting, guardRailsName } from "#lib/domain/guard-rails-setting.ts";
import type { Services } from "#lib/ports/services.ts";

/** The guard rails as they are set, or as they come with the product; and what somebody asked to loosen. */
export async function readRailsSetting({
  stores,
  rails,
}: Pick<Services, "stores" | "rails">): Promise<GuardRailsSetting> {
  const value = await stores.controls.read(guardRailsName);
  return value === null ? { rails, asked: null } : GuardRailsSetting.parse(JSON.parse(value));
}

export async function readRails(services: Pick<Services, "stores" | "rails">): Promise<GuardRails> {
  return (await readRailsSetting(services)).rails;
}
