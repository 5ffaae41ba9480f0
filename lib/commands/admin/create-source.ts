import { uuidv7 } from "uuidv7";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { SourcePreset, sourcePresets } from "#lib/domain/source-settings.ts";
import { makeSigningSecret } from "#lib/server/signals/make-signing-secret.ts";
import { createSource } from "#lib/use-cases/create-source.ts";
import { AdminProblem, type Place } from "./open-place.ts";

const sourceName = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Adds a source of signals and prints its secret, which nothing shows again. Throws `AdminProblem`. */
export async function addSource(
  place: Place,
  input: { name: string | undefined; preset: string | undefined; owner?: string | undefined },
): Promise<string> {
  const { name = "" } = input;
  if (!sourceName.test(name)) {
    throw new AdminProblem(
      "A source's name has 1 to 40 small letters, digits and hyphens, and no hyphen at either end. Nothing was added. Say --name.",
    );
  }
  const preset = SourcePreset.safeParse(input.preset ?? "auto");
  if (!preset.success) {
    throw new AdminProblem(
      `There is no preset ${input.preset ?? ""}. Nothing was added. The presets are ${sourcePresets.join(", ")}.`,
    );
  }
  const stores = await place.openStores();
  const secret = makeSigningSecret();
  try {
    const services = {
      stores,
      clock: { now: () => new Date() },
      ids: { next: () => uuidv7() },
      hints: { publish: () => undefined },
      simulated: false,
    };
    await createSource(services, makeSystemActor("administration"), {
      name,
      preset: preset.data,
      secret,
      owner: input.owner,
    });
  } catch (error) {
    if (error instanceof DomainError) throw new AdminProblem(error.message);
    throw error;
  } finally {
    await stores.close();
  }
  return [
    `The source ${name} takes signed deliveries (Standard Webhooks) at /api/v1/signals/${name}.`,
    "Its secret is shown now and never again:",
    secret,
  ].join("\n");
}
