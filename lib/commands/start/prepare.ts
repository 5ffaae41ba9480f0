import { existsSync } from "node:fs";
import { migrateDatabase } from "#db/migrate.ts";
import { loadEnv } from "#lib/server/env.ts";
import type { Env } from "#lib/server/env.ts";

/*
 * Runs before the console is served, in a process of its own, so that no handle on the database stays open in the one
 * that watches over the others.
 */

const loaded = loadEnv(process.env);
if (!loaded.ok) {
  for (const { variable, message, fix } of loaded.problems) console.error(`${variable} ${message}. ${fix}`);
  process.exit(1);
}
try {
  await migrateDatabase(loaded.env.databaseUrl);
} catch (error) {
  // The address may hold a password; what the driver says names host and port alone.
  console.error(`The database can't be used: ${error instanceof Error ? error.message : String(error)}.`);
  process.exit(1);
}
if (loaded.env.demo) await seed(loaded.env);
process.exit(0);

async function seed(env: Env): Promise<void> {
  const file = new URL("../../server/demo/seed.ts", import.meta.url);
  if (!existsSync(file)) return;
  const { seedDemo } = (await import(file.href)) as { seedDemo: (input: { env: Env }) => Promise<void> };
  await seedDemo({ env });
}
