import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { type SourceKind, type SourcePreset, usualThreshold } from "#lib/domain/source-settings.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { ownSource } from "./events/own-source.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/**
 * Adds a source of signals. `owner` is the team that answers for what it detects. `secret` signs its deliveries (Standard Webhooks); the caller made it and shows it once.
 * Throws `role_missing`, and `invalid_input` when the name is taken.
 */
export async function createSource(
  services: Pick<Services, "stores" | "clock" | "ids" | "simulated" | "hints">,
  actor: Actor,
  input: {
    name: string;
    preset: SourcePreset;
    secret: string;
    owner?: string | null | undefined;
    kind?: SourceKind | undefined;
  },
): Promise<void> {
  // Whoever runs commands on the server holds its keys: to them the console's roles say nothing.
  if (actor.kind !== "system" || actor.part !== "administration") requirePerson(actor, "change_settings");
  const { kind = "alerts" } = input;
  const { stores, clock } = services;
  const { name, preset, secret } = input;
  if (name === ownSource) {
    throw new DomainError("invalid_input", {
      problem: `${ownSource} is what the console calls its own findings. Take another name.`,
    });
  }
  const owner = input.owner?.trim().toWellFormed() || null;
  await retryOnConflict(async () => {
    if (await stores.sources.byName(name)) {
      throw new DomainError("invalid_input", { problem: `There is a source named ${name} already.` });
    }
    await stores.commit([
      stores.sources.insert({
        name,
        preset,
        owner,
        secrets: [secret],
        enabled: true,
        createdAt: clock.now(),
        lastDeliveryAt: null,
        accepted: 0,
        rejected: 0,
        kind,
        threshold: usualThreshold[kind],
      }),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          after: "created",
          facts: {
            what: "source",
            name: `source ${name}`,
            preset,
            kind,
            ...(owner === null ? {} : { owner }),
          },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}
