import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { defaultRetention, RetentionSettings, retentionSettingName } from "#lib/domain/personal-data.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

/** The periods in force. */
export async function readRetention({ stores }: Pick<Services, "stores">): Promise<RetentionSettings> {
  const value = await stores.controls.read(retentionSettingName);
  return value === null ? defaultRetention : RetentionSettings.parse(JSON.parse(value));
}

/** Sets the periods. Old and new values are in the log. Throws `role_missing`, `invalid_input`. */
export async function changeRetention(
  services: Services,
  actor: Actor,
  input: RetentionSettings,
): Promise<void> {
  requirePerson(actor, "change_settings");
  const parsed = RetentionSettings.safeParse(input);
  if (!parsed.success) {
    throw new DomainError("invalid_input", { problem: "Periods are whole months and days, at least 1." });
  }
  await retryOnConflict(async () => {
    const { stores } = services;
    const before = await stores.controls.read(retentionSettingName);
    const old = await readRetention(services);
    if (told(old) === told(parsed.data)) return;
    await stores.commit([
      stores.controls.change(retentionSettingName, before, JSON.stringify(parsed.data)),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          before: told(old),
          after: told(parsed.data),
          facts: { name: "retention" },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

function told(settings: RetentionSettings): string {
  const { rawSignalMonths, callDetailMonths, subjectKeyMonths, backupDays } = settings;
  return `raw signals ${rawSignalMonths} months, call details ${callDetailMonths} months, subject keys ${subjectKeyMonths} months, backups ${backupDays} days`;
}
