import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { EventsApi } from "#lib/ports/events-api.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { confirmedAccountName, setUpEvents } from "./set-up-events.ts";

/** Asks 1Password what the token is for, now. Throws `role_missing`; what was found is an answer. */
export async function testEvents(
  services: Services,
  actor: Actor,
  { api }: { api: EventsApi },
): Promise<{ works: boolean; message: string }> {
  requirePerson(actor, "change_settings");
  const asked = await setUpEvents(services, api);
  return asked.ok
    ? { works: true, message: "1Password knows the token. The streams that it is for stand above." }
    : { works: false, message: asked.message };
}

/**
 * An administrator says that the token's account is the right one though its id isn't the configured one. Throws
 * `role_missing`, and `invalid_input` when the token is of another account by now.
 */
export async function confirmEventsAccount(
  services: Services,
  actor: Actor,
  input: { accountUuid: string },
): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { stores } = services;
  await retryOnConflict(async () => {
    const cursors = await stores.events.cursors();
    const meant = cursors.filter(
      ({ mode, token }) => mode === "unconfirmed" && token?.accountUuid === input.accountUuid,
    );
    if (meant.length === 0) {
      throw new DomainError("invalid_input", {
        problem: "The token is not of this account, or it is confirmed already.",
      });
    }
    const before = await stores.controls.read(confirmedAccountName);
    await stores.commit([
      stores.controls.change(confirmedAccountName, before, input.accountUuid),
      ...meant.map((cursor) => stores.events.updateCursor(cursor, { ...cursor, mode: "on" })),
      ...(await appendEntries(services, person, installationChain, [
        {
          type: "setting.changed",
          before: before ?? services.directory.host.accountId,
          after: input.accountUuid,
          facts: { name: "events account" },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}
