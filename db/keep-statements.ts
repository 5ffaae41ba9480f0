import type Database from "better-sqlite3";

const most = 400;

/**
 * Makes a connection compile each text of SQL once, as a sixth of a query's time is its compilation. The texts are few,
 * for values are bound, yet lists of values differ in length: the statement that was used longest ago goes first.
 */
export function keepStatements(database: Database.Database): void {
  const compile = database.prepare.bind(database);
  const kept = new Map<string, Database.Statement>();
  database.prepare = ((source: string) => {
    const statement = kept.get(source) ?? compile(source);
    kept.delete(source);
    kept.set(source, statement);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    // Drizzle asks a statement for rows as arrays and the statement remembers it; the next user may want objects.
    return statement.reader ? statement.raw(false) : statement;
  }) as Database.Database["prepare"];
}
