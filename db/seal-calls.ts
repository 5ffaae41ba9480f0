import { randomUUID } from "node:crypto";
import Database from "better-sqlite3";
import pg from "pg";
import type { SealCalls } from "#lib/ports/seal.ts";

const askChannel = "countersign_seal";
const sealedChannel = "countersign_sealed";
const reconnectMs = 1_000;
const lookEveryMs = 20;
/** How often somebody who waits looks for themselves where a notification may have been lost. */
const lookAnywayMs = 500;
const askName = "seal-asked";

/** How the processes of one database speak of sealing: notifications on PostgreSQL, else a look every 20 ms. */
export function openSealCalls(databaseUrl: string): SealCalls {
  return databaseUrl.startsWith("file:") ? onFile(databaseUrl.slice(5)) : onServer(databaseUrl);
}

function onFile(file: string): SealCalls {
  const database = new Database(file, { timeout: 2_000 });
  const read = database.prepare<[string], { value: string }>("select value from setting where name = ?");
  const write = database.prepare(
    "insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
  );
  let timer: NodeJS.Timeout | null = null;
  return {
    ask: () => Promise.resolve(void write.run(askName, randomUUID())),
    answer(seal) {
      let seen = read.get(askName)?.value;
      timer = setInterval(() => {
        const asked = read.get(askName)?.value;
        if (asked !== seen) seal();
        seen = asked;
      }, lookEveryMs).unref();
      return Promise.resolve();
    },
    tellSealed: () => Promise.resolve(),
    nextLook: (withinMs) => wait(Math.min(withinMs, lookEveryMs)),
    close() {
      if (timer !== null) clearInterval(timer);
      database.close();
      return Promise.resolve();
    },
  };
}

function onServer(databaseUrl: string): SealCalls {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  pool.on("error", () => undefined);
  const notify = async (channel: string) => void (await pool.query("select pg_notify($1, '')", [channel]));
  let closed = false;
  const listeners: pg.Client[] = [];

  /** Listens until `close`; a connection that breaks is made again. */
  async function listen(channel: string, heard: () => void): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl });
    const again = () => {
      const place = listeners.indexOf(client);
      if (place < 0) return;
      listeners.splice(place, 1);
      void client.end().catch(() => undefined);
      if (!closed) setTimeout(() => void listen(channel, heard).catch(() => undefined), reconnectMs).unref();
    };
    listeners.push(client);
    client.on("error", again);
    client.on("end", again);
    client.on("notification", heard);
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      // What was asked while nobody listened is seen to now.
      heard();
    } catch {
      again();
    }
  }

  let sealed: (() => void)[] = [];
  let listening: Promise<void> | null = null;
  return {
    ask: () => notify(askChannel),
    answer: (seal) => listen(askChannel, seal),
    tellSealed: () => notify(sealedChannel),
    async nextLook(withinMs) {
      listening ??= listen(sealedChannel, () => {
        for (const look of sealed) look();
        sealed = [];
      });
      const told = new Promise<void>((resolve) => sealed.push(resolve));
      await Promise.race([told, wait(Math.min(withinMs, lookAnywayMs))]);
    },
    async close() {
      closed = true;
      await Promise.all(listeners.splice(0).map((client) => client.end().catch(() => undefined)));
      await pool.end();
    },
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
