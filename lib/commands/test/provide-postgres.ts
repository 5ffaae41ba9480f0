import type { TestProject } from "vitest/node";
import { startPostgres } from "./start-postgres.ts";

/** One server for the whole project; each test file makes a database of its own on it. */
export default async function provide(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  if ("reasons" in server) {
    throw new Error(
      `No PostgreSQL for the tests: ${server.reasons.join("; ")}. Name one in TEST_DATABASE_URL.`,
    );
  }
  project.provide("databaseServer", server.url);
  return server.stop;
}
