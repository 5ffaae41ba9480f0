import { Conflict } from "#lib/ports/store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client, Write } from "./client.ts";

interface BuiltStatement {
  write: Write;
  /** Named in the conflict when the write touched no row; null where touching none is fine. */
  guardedAs: string | null;
}

/** A write that must touch a row: when it doesn't, somebody else was faster and nothing of the list is kept. */
export function guarded(where: string, write: Write): Statement {
  return { write, guardedAs: where } as BuiltStatement as unknown as Statement;
}

/** A write that may touch no row. */
export function unguarded(write: Write): Statement {
  return { write, guardedAs: null } as BuiltStatement as unknown as Statement;
}

/** Runs the statements in one transaction. A guard that touched nothing and a unique index both mean `Conflict`. */
export async function commit(client: Client, statements: readonly Statement[]): Promise<void> {
  const built = statements as unknown as readonly BuiltStatement[];
  try {
    await client.transact(
      built.map((statement) => statement.write),
      (index, rows) => {
        const guardedAs = built[index]?.guardedAs ?? null;
        if (guardedAs !== null && rows === 0) throw new Conflict(guardedAs);
      },
    );
  } catch (error) {
    const taken = uniqueViolation(error) ?? deadlock(error);
    if (taken !== null) throw new Conflict(taken);
    throw error;
  }
}

/** What the unique index that refused is about, or null when the error is something else. */
export function uniqueViolation(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause ? cause.code : null;
    if (code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY") return cause.message;
    if (code === "23505") return "constraint" in cause ? String(cause.constraint) : cause.message;
  }
  return null;
}

/** PostgreSQL ended this transaction, and nothing of it is kept, because another one and it waited for each other. */
function deadlock(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === "40P01") return "deadlock";
  }
  return null;
}
