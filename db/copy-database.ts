import Database from "better-sqlite3";
import { getTableName } from "drizzle-orm";
import pg from "pg";
import { sqliteSchema } from "./schema/define-schema.ts";

const rowsAtOnce = 500;

/** In the order of the schema, in which a table comes after those that it refers to. */
const tables = Object.values(sqliteSchema).map((table) => getTableName(table));

type Row = Record<string, unknown>;

/**
 * Copies a SQLite database into a new file. A copy of the file alone would miss what is in the write-ahead log, and
 * carry traces of what was erased.
 */
export function copySqlite(from: string, to: string): void {
  const database = new Database(from);
  try {
    database.prepare("vacuum into ?").run(to);
  } finally {
    database.close();
  }
}

/** Copies PostgreSQL, as it is at one moment, into a migrated, empty SQLite file. Gives the number of rows. */
export async function copyFromPostgres(databaseUrl: string, file: string): Promise<number> {
  const source = new pg.Client({ connectionString: databaseUrl });
  const target = new Database(file);
  await source.connect();
  try {
    // One snapshot for all tables, whatever goes on meanwhile.
    await source.query("begin isolation level repeatable read read only");
    target.exec("begin");
    let rows = 0;
    for (const table of tables) {
      await source.query(`declare rows cursor for select * from "${table}"`);
      for (;;) {
        const page = await source.query<Row>(`fetch ${rowsAtOnce} from rows`);
        for (const row of page.rows) insertIntoFile(target, table, row);
        rows += page.rows.length;
        if (page.rows.length < rowsAtOnce) break;
      }
      await source.query("close rows");
    }
    target.exec("commit");
    return rows;
  } finally {
    target.close();
    await source.end();
  }
}

function insertIntoFile(target: Database.Database, table: string, row: Row): void {
  const names = Object.keys(row);
  const places = names.map(() => "?").join(", ");
  target
    .prepare(`insert into "${table}" (${quoted(names)}) values (${places})`)
    .run(names.map((name) => (row[name] instanceof Date ? row[name].getTime() : row[name])));
}

/**
 * Copies a backup into a migrated, empty PostgreSQL database, all of it or nothing. Throws when the target holds rows
 * already. Gives the number of rows.
 */
export async function copyToPostgres(file: string, databaseUrl: string): Promise<number> {
  const source = new Database(file, { readonly: true });
  const target = new pg.Client({ connectionString: databaseUrl });
  await target.connect();
  try {
    await target.query("begin");
    let rows = 0;
    for (const table of tables) {
      const columns = await columnsOf(target, table);
      await requireEmpty(target, table);
      for (const row of source.prepare<[], Row>(`select * from "${table}"`).iterate()) {
        await insertIntoPostgres(target, { table, columns, row });
        rows += 1;
      }
    }
    await target.query("commit");
    return rows;
  } finally {
    source.close();
    await target.end();
  }
}

async function columnsOf(target: pg.Client, table: string): Promise<Map<string, string>> {
  const { rows } = await target.query<{ column_name: string; data_type: string }>(
    "select column_name, data_type from information_schema.columns where table_schema = current_schema() and table_name = $1",
    [table],
  );
  return new Map(rows.map(({ column_name, data_type }) => [column_name, data_type]));
}

async function requireEmpty(target: pg.Client, table: string): Promise<void> {
  const { rowCount } = await target.query(`select 1 from "${table}" limit 1`);
  if (rowCount !== 0) throw new Error(`The table ${table} of the target holds rows already.`);
}

async function insertIntoPostgres(
  target: pg.Client,
  { table, columns, row }: { table: string; columns: ReadonlyMap<string, string>; row: Row },
): Promise<void> {
  const names = Object.keys(row);
  const values = names.map((name) => {
    const value = row[name];
    const isInstant = columns.get(name)?.startsWith("timestamp") === true;
    return isInstant && typeof value === "number" ? new Date(value) : value;
  });
  const places = names.map((_, index) => `$${index + 1}`).join(", ");
  await target.query(`insert into "${table}" (${quoted(names)}) values (${places})`, values);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
