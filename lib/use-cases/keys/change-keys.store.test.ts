import { expect, test } from "vitest";
import { makeKeyActor, makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { makeApiKey, requireKey } from "#lib/server/api-key.ts";
import { openScene } from "#lib/use-cases/test-scene.ts";
import { type CreateKeyInput, createKey, revokeKey } from "./change-keys.ts";

function about(given: Partial<CreateKeyInput> = {}): CreateKeyInput & { token: string } {
  return {
    name: "SOAR",
    scopes: ["cases:read", "requests:propose"],
    owner: "Detection engineering",
    purpose: "Proposes",
    heldByAgent: true,
    expiresAt: null,
    ...makeApiKey(),
    ...given,
  };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.code : String(error);
}

test("an administrator makes a key, which is let in until it is revoked; both are entries without the key", async () => {
  const { services, person, types } = await openScene();
  const ada = await person("Ada Novak", ["administrator"]);
  const { token, ...input } = about();
  const { id } = await createKey(services, ada, input);
  const authorization = `Bearer ${token}`;
  const actor = await requireKey(services, { authorization, scope: "requests:propose" });
  expect(actor).toMatchObject({ keyId: id, name: "SOAR" });
  expect(await services.stores.apiKeys.byId(id)).toMatchObject({
    owner: "Detection engineering",
    heldByAgent: true,
    lastUsedAt: services.clock.now(),
  });
  await revokeKey(services, ada, { id });
  expect(await codeOf(requireKey(services, { authorization, scope: "cases:read" }))).toBe("key_rejected");
  expect(await codeOf(revokeKey(services, ada, { id }))).toBe("not_found");
  expect((await types("installation")).filter((type) => type === "key.changed")).toHaveLength(2);
  const entries = await services.stores.log.ofChain("installation", { afterN: 0, limit: 100 });
  const written = entries.map(({ bytes }) => new TextDecoder().decode(bytes)).join("\n");
  expect(written).not.toContain(token);
  expect(written).not.toContain(input.tokenHash);
});

test("nobody but an administrator or the command line makes or revokes keys, and no key makes a key", async () => {
  const { services, ana, ines, aud } = await openScene();
  const { token: _token, ...input } = about();
  for (const actor of [ana, ines, aud])
    expect(await codeOf(createKey(services, actor, input))).toBe("role_missing");
  const machine = makeKeyActor({ keyId: "k", name: "Any", scopes: ["cases:read"] });
  expect(await codeOf(createKey(services, machine, input))).toBe("machine_may_not");
  expect(await codeOf(createKey(services, makeSystemActor("intake"), input))).toBe("machine_may_not");
  const { id } = await createKey(services, makeSystemActor("administration"), input);
  expect(await codeOf(revokeKey(services, ana, { id }))).toBe("role_missing");
});

test("a key has a name of its own, a scope, and an end in the future", async () => {
  const { services, person } = await openScene();
  const ada = await person("Ada Novak", ["administrator"]);
  const make = (given: Partial<CreateKeyInput>) => {
    const { token: _token, ...input } = about(given);
    return createKey(services, ada, input);
  };
  const { id } = await make({});
  expect(await codeOf(make({}))).toBe("invalid_input");
  expect(await codeOf(make({ name: "Other", scopes: [] }))).toBe("invalid_input");
  expect(await codeOf(make({ name: "Other", expiresAt: services.clock.now() }))).toBe("invalid_input");
  await revokeKey(services, ada, { id });
  await make({});
});
