import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Machine } from "./doors/machine.ts";
import type { Outside, OutsidePerson } from "./doors/outside.ts";

interface World {
  dataDir: string;
  outside: Outside;
  machine: Machine;
}

/**
 * Somebody in the simulated account whom no other test and no part of the demo's history is about, so that tests
 * can't disturb each other. A folder is a claim: making one either works or fails, also between processes.
 */
export async function claimPerson({ dataDir, outside, machine }: World): Promise<OutsidePerson> {
  const claims = path.join(dataDir, "e2e-claims");
  mkdirSync(claims, { recursive: true });
  const known = new Set((await outside.known()).map(({ id }) => id));
  const people = await outside.people();
  const free = people.filter(
    ({ id, state, role }) => state === "ACTIVE" && role === "member" && !known.has(id),
  );
  for (const person of free) {
    if (!claim(path.join(claims, person.id))) continue;
    if ((await machine.cases({ q: person.email, limit: "1" })).total === 0) return person;
  }
  throw new Error("Every person of the simulated account is spoken for.");
}

function claim(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
