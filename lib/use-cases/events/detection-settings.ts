import type { Actor } from "#lib/domain/actor.ts";
import { findDetection } from "#lib/domain/detections/all-detections.ts";
import {
  defaultDetectionSettings,
  DetectionSettings,
  detectionSettingName,
  WatchLists,
} from "#lib/domain/detections/settings.ts";
import { type WatchList, watchListNames } from "#lib/domain/detections/watch-lists.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

/** The settings in force. */
export async function readDetectionSettings({
  stores,
}: Pick<Services, "stores">): Promise<DetectionSettings> {
  const value = await stores.controls.read(detectionSettingName);
  return value === null ? defaultDetectionSettings : DetectionSettings.parse(JSON.parse(value));
}

/** Switches a detection on or off. Throws `role_missing`, `not_found`. */
export async function switchDetection(
  services: Services,
  actor: Actor,
  input: { ruleId: string; on: boolean },
): Promise<void> {
  requirePerson(actor, "change_settings");
  if (!findDetection(input.ruleId)) throw new DomainError("not_found", { what: `detection ${input.ruleId}` });
  await change(services, actor, (before) => {
    const isOn = !before.off.includes(input.ruleId);
    if (isOn === input.on) return null;
    const off = input.on ? before.off.filter((id) => id !== input.ruleId) : [...before.off, input.ruleId];
    return {
      after: { ...before, off },
      entry: {
        type: "setting.changed",
        before: isOn ? "on" : "off",
        after: input.on ? "on" : "off",
        facts: { what: "detection", name: `detection ${input.ruleId}` },
      },
    };
  });
}

/** Sets what one watch list holds: ids and codes, each once. Throws `role_missing`, `invalid_input`. */
export async function changeWatchList(
  services: Services,
  actor: Actor,
  input: { list: WatchList; items: readonly string[] },
): Promise<void> {
  requirePerson(actor, "change_settings");
  const items = readWatchList(input.list, input.items);
  await change(services, actor, (before) => {
    const old = before.lists[input.list];
    const added = items.filter((item) => !old.includes(item));
    const removed = old.filter((item) => !items.includes(item));
    if (added.length === 0 && removed.length === 0) return null;
    return {
      after: { ...before, lists: { ...before.lists, [input.list]: items } },
      entry: {
        type: "setting.changed",
        before: told(old),
        after: told(items),
        facts: {
          what: "watch_list",
          name: `watch list ${watchListNames[input.list]}`,
          added: String(added.length),
          removed: String(removed.length),
        },
      },
    };
  });
}

/** Says whether people of this account come and go by the identity provider. Throws `role_missing`. */
export async function setProvisioned(
  services: Services,
  actor: Actor,
  input: { provisioned: boolean },
): Promise<void> {
  requirePerson(actor, "change_settings");
  await change(services, actor, (before) =>
    before.provisioned === input.provisioned
      ? null
      : {
          after: { ...before, provisioned: input.provisioned },
          entry: {
            type: "setting.changed",
            before: before.provisioned ? "yes" : "no",
            after: input.provisioned ? "yes" : "no",
            facts: { what: "detection", name: "account is provisioned" },
          },
        },
  );
}

/** The list as it would be kept. Throws `invalid_input` with the entry that can't be one. */
export function readWatchList(list: WatchList, items: readonly string[]): string[] {
  const cleaned = [...new Set(items.map((item) => item.trim()).filter((item) => item !== ""))];
  const parsed = WatchLists.shape[list].safeParse(cleaned);
  if (parsed.success) return [...new Set(parsed.data)];
  const [issue] = parsed.error.issues;
  const index = issue?.path[0];
  const wrong = typeof index === "number" ? cleaned[index] : undefined;
  throw new DomainError("invalid_input", {
    problem:
      wrong === undefined
        ? "A watch list holds at most 500 entries."
        : list === "riskyCountries"
          ? `“${wrong.slice(0, 40)}” is no country code of two letters.`
          : `“${wrong.slice(0, 40)}” is no id: ids are letters, digits and hyphens, never a name.`,
  });
}

async function change(
  services: Services,
  actor: Actor,
  decide: (before: DetectionSettings) => { after: DetectionSettings; entry: EntryDraft } | null,
): Promise<void> {
  await retryOnConflict(async () => {
    const { stores } = services;
    const stored = await stores.controls.read(detectionSettingName);
    const decided = decide(await readDetectionSettings(services));
    if (decided === null) return;
    await stores.commit([
      stores.controls.change(detectionSettingName, stored, JSON.stringify(decided.after)),
      ...(await appendEntries(services, actor, installationChain, [decided.entry])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

const toldLength = 1_000;

/** The whole list where it is short, else its number and digest. */
function told(items: readonly string[]): string {
  if (items.length === 0) return "empty";
  const text = items.join(" ");
  if (text.length <= toldLength) return text;
  return `${items.length} entries, SHA-256 ${sha256Hex(new TextEncoder().encode(text))}`;
}
