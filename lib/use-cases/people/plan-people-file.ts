import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import {
  changesBetween,
  type FieldChange,
  type GivenRow,
  type PersonRow,
  readRows,
  type ReadRow,
  type RowError,
} from "#lib/domain/people-file.ts";
import { emailKey } from "#lib/domain/person.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { ProfileRecord } from "#lib/ports/profile-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";

export interface PeopleFile {
  rows: readonly GivenRow[];
  /** The file names everybody: whoever isn't in it is taken out. */
  complete: boolean;
}

export interface PersonChange {
  /** Line of the file; null for somebody who is taken out. */
  line: number | null;
  email: string;
  kind: "added" | "changed" | "removed";
  fields: FieldChange[];
}

/** What a file would change, or what is wrong with it: then nothing of it is taken. */
export interface PeoplePlan {
  errors: RowError[];
  changes: PersonChange[];
  /** How many people of the file stay as they are. */
  same: number;
  /** SHA-256 over what is known now and what it becomes: what was previewed is what is applied. */
  digest: string;
}

export interface ReadPlan {
  plan: PeoplePlan;
  written: { before: ProfileRecord | null; after: PersonRow }[];
  removed: ProfileRecord[];
}

/** Administrators, and keys with `subjects:write`. */
export function requirePeopleWriter(actor: Actor): void {
  if (actor.kind !== "key") {
    requirePerson(actor, "change_settings");
    return;
  }
  if (!actor.scopes.includes("subjects:write"))
    throw new DomainError("scope_missing", { scope: "subjects:write" });
}

/** Reads a file and says what it would change. Nothing is written. */
export async function planPeopleFile(
  services: Services,
  actor: Actor,
  file: PeopleFile,
): Promise<PeoplePlan> {
  requirePeopleWriter(actor);
  return (await readPlan(services, file)).plan;
}

/** A broken export must not empty what is known. */
const nobodyNamed: RowError = {
  line: 1,
  field: null,
  problem: "names nobody, and everybody would be taken out: send the people who stay",
};

/** The plan with the rows that it rests on. */
export async function readPlan(services: Services, file: PeopleFile): Promise<ReadPlan> {
  const known = new Map(
    (await services.stores.profiles.all()).map((record) => [emailKey(record.email), record]),
  );
  const { rows, errors } = readRows(file.rows);
  const named = new Set(rows.map(({ row }) => row.email));
  const removed = file.complete ? [...known.values()].filter(({ email }) => !named.has(emailKey(email))) : [];
  const gone = new Set(removed.map(({ email }) => emailKey(email)));
  const all = [
    ...(file.complete && file.rows.length === 0 ? [nobodyNamed] : []),
    ...errors,
    ...(await claimedAliases(services, rows, { known, named, gone })),
  ].sort((a, b) => a.line - b.line);
  const changes: PersonChange[] = [];
  const written: ReadPlan["written"] = [];
  for (const { line, row } of rows) {
    const before = known.get(row.email) ?? null;
    const fields = changesBetween(before, row);
    if (before !== null && fields.length === 0) continue;
    changes.push({ line, email: row.email, kind: before === null ? "added" : "changed", fields });
    written.push({ before, after: row });
  }
  for (const record of removed) {
    changes.push({ line: null, email: record.email, kind: "removed", fields: changesBetween(record, null) });
  }
  const ok = all.length === 0;
  return {
    plan: {
      errors: all,
      changes: ok ? changes : [],
      same: ok ? rows.length - written.length : 0,
      digest: sha256Hex(JSON.stringify([file.complete, changes])),
    },
    written: ok ? written : [],
    removed: ok ? removed : [],
  };
}

/** An alias that somebody else has: in an earlier file, or as their own address in 1Password. */
async function claimedAliases(
  services: Services,
  rows: readonly ReadRow[],
  {
    known,
    named,
    gone,
  }: { known: ReadonlyMap<string, ProfileRecord>; named: ReadonlySet<string>; gone: ReadonlySet<string> },
): Promise<RowError[]> {
  // Of whoever is in this file, or is taken out, the earlier aliases count no more.
  const stays = [...known.values()].filter(
    ({ email }) => !named.has(emailKey(email)) && !gone.has(emailKey(email)),
  );
  const taken = new Map(stays.flatMap(({ email, aliases }) => aliases.map((alias) => [alias, email])));
  const own = new Set(stays.map(({ email }) => emailKey(email)));
  const asked = rows.flatMap(({ row }) => row.aliases);
  const inDirectory = new Set(await services.stores.profiles.inDirectory(asked));
  const errors: RowError[] = [];
  for (const { line, row } of rows) {
    const owner = taken.get(row.email);
    if (owner !== undefined) {
      errors.push({
        line,
        field: "email",
        problem: `is an alias of ${owner}: send their row without it, too`,
      });
    }
    for (const alias of row.aliases) {
      const other = taken.get(alias) ?? (own.has(alias) ? alias : undefined);
      if (other !== undefined) {
        errors.push({
          line,
          field: "aliases",
          problem: `${alias} belongs to ${other}, of whom an earlier file spoke: send their row without it, too`,
        });
      } else if (inDirectory.has(alias)) {
        errors.push({
          line,
          field: "aliases",
          problem: `${alias} is somebody's own address in 1Password, and signals about them must stay theirs: remove it`,
        });
      }
    }
  }
  return errors;
}
