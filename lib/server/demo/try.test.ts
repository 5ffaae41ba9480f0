import { test } from "vitest";
import { openServices } from "#lib/server/services.ts";
import { seedDemo } from "./seed.ts";
import { openTestDemo } from "./test-demo.ts";
import Database from "better-sqlite3";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { viewCase } from "#lib/use-cases/view-case.ts";
import { readFileSync } from "node:fs";

test("try", async () => {
  const { env, account } = await openTestDemo();
  const t = performance.now();
  try {
    await seedDemo({ env });
  } catch (e) {
    console.log(e);
  }
  console.log("seed ms", performance.now() - t);
  const t2 = performance.now();
  console.log("second ms", performance.now() - t2);
  const db = new Database(env.databaseUrl.slice(5));
  console.table(
    db
      .prepare(
        "select c.key, c.title, c.status, c.severity, s.name, s.state, c.signal_count n, p.name owner, datetime(c.opened_at/1000,'unixepoch') opened, c.close_verdict from cases c join subject s on s.user_id=c.subject_id left join person p on p.id=c.owner_person_id order by c.opened_at",
      )
      .all(),
  );
  console.table(
    db
      .prepare(
        "select key, action, status, attempts, case_key, datetime(created_at/1000,'unixepoch') at, (ended_at-created_at)/1000 took, stale_difference, substr(outcome,1,60) o from request order by created_at",
      )
      .all(),
  );
  console.table(
    db
      .prepare(
        "select title, severity, source, format, native_id, alert_id, ip, attack, confidence, duplicates, case_id is null unl, severity_assumed sa, time_assumed ta from signal order by received_at",
      )
      .all(),
  );
  console.log(db.prepare("select count(*) n, (select count(*) from signal) s from entry").get());
  const effects = (await (await fetch(account.controlUrl + "/ledger/effects")).json()) as any;
  console.table(
    effects.items.map((e: any) => ({
      time: e.time,
      op: e.operation,
      app: e.application,
      src: e.source,
      changed: e.changed,
    })),
  );
  console.log(
    ((await (await fetch(account.controlUrl + "/state")).json()) as any).modes,
    readFileSync(env.dataDir + "/demo.json", "utf8"),
  );
  const s = await openServices(env);
  for (const name of ["Tobias Engel","Raj Venkataraman","Jordan Whitfield","Marcus Aldine"]) {
    const key = db
      .prepare("select c.key k from cases c join subject s on s.user_id=c.subject_id where s.name=?")
      .get(name) as any;
    const v = await viewCase(s, makeSystemActor("demo"), { key: key.k });
    for (const e of v.timeline) console.log(e.at, e.actor, "·", e.story, e.quote ? `“${e.quote}”` : "");
  }
  await s.stop();
});
