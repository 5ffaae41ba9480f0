import { expect, test } from "vitest";
import { createSource } from "./create-source.ts";
import { openTestWorld } from "./test-world.ts";

const secret = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
const input = { name: "okta-production", preset: "auto" as const, secret };

test("an administrator adds a source: it has the secret, and an entry says who added it", async () => {
  const world = await openTestWorld();
  const { stores } = world.services;
  const ada = await world.person("Ada Novak", ["administrator"]);
  await createSource(world.services, ada, input);

  expect(await stores.sources.byName(input.name)).toMatchObject({ secrets: [secret], enabled: true });
  const entries = await stores.log.ofChain("installation", { afterN: 0, limit: 10 });
  expect(entries.map((entry) => entry.type)).toEqual(["setting.changed"]);
  const text = new TextDecoder().decode(entries[0]?.bytes);
  expect(text).toContain("source okta-production");
  expect(text).toContain(ada.personId);
  expect(text).not.toContain(secret);
});

test("nobody else adds a source, and a name is taken once", async () => {
  const world = await openTestWorld();
  const ada = await world.person("Ada Novak", ["administrator"]);
  const lead = await world.person("Ines Lindqvist", ["iam_lead"]);
  await expect(createSource(world.services, lead, input)).rejects.toMatchObject({ code: "role_missing" });
  await createSource(world.services, ada, input);
  await expect(createSource(world.services, ada, input)).rejects.toMatchObject({ code: "invalid_input" });
  expect(await world.types("installation")).toEqual(["setting.changed"]);
});
