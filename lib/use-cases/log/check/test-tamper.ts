import Database from "better-sqlite3";
import pg from "pg";

export interface Tamper {
  run: (statement: string) => Promise<void>;
  /** Bytes as a literal of the database's language. */
  literal: (bytes: Uint8Array) => string;
}

/** Writes into the database behind the product's back, as somebody with the right to write it would. */
export function openTamper(databaseUrl: string): Tamper {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  return databaseUrl.startsWith("file:")
    ? {
        run: (statement) => Promise.resolve(runOnFile(databaseUrl.slice(5), statement)),
        literal: (bytes) => `x'${hex(bytes)}'`,
      }
    : { run: (statement) => runOnServer(databaseUrl, statement), literal: (bytes) => `'\\x${hex(bytes)}'` };
}

function runOnFile(file: string, statement: string): void {
  const database = new Database(file, { timeout: 5_000 });
  try {
    const triggers = database.prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'trigger'",
    );
    for (const { name } of triggers.all()) database.exec(`drop trigger "${name}"`);
    // A text editor asks for no references either.
    database.pragma("foreign_keys = OFF");
    database.exec(statement);
  } finally {
    database.close();
  }
}

async function runOnServer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(statement);
  } finally {
    await client.end();
  }
}
