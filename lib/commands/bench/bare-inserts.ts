import Database from "better-sqlite3";

/** Inserts as many rows of about a signal's size, in one durable commit for each body; gives rows per second. */
export function bareInsertsPerSecond(
  file: string,
  { signals, bodySize }: { signals: number; bodySize: number },
) {
  const database = new Database(file);
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.exec("create table signal (id text primary key, raw blob not null)");
    const insert = database.prepare("insert into signal values (?, ?)");
    const raw = Buffer.alloc(300, "x");
    const startedAtMs = performance.now();
    for (let at = 0; at < signals; at += bodySize) {
      database.transaction(() => {
        for (let index = at; index < at + bodySize; index += 1) insert.run(`signal-${index}`, raw);
      })();
    }
    return signals / ((performance.now() - startedAtMs) / 1_000);
  } finally {
    database.close();
  }
}
