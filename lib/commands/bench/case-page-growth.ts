import path from "node:path";
import { migrateDatabase } from "#db/migrate.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import type { Supervisor } from "#lib/commands/start/supervisor.ts";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import { loadEnv } from "#lib/server/env.ts";
import { openServices, type Services } from "#lib/server/services.ts";
import { sessionCookie } from "#lib/server/session/cookies.ts";
import { appendEntries, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { type Figure, valueFigure } from "./figures.ts";
import { fixturePeople } from "./fixture-records.ts";
import { measure, measureInTurns, type Target } from "./measure.ts";
import { openCase, openSession } from "./prepare-approvals.ts";
import { benchEnvironment, startConsole } from "./start-console.ts";

const sizes = { short: 10, long: 10_000 } as const;
const entriesAtOnce = 500;
const warmUpSeconds = 4;
const limitMs = 500;

/** How long the server takes for the page of a case with 10,000 entries, and for one with 10. */
export async function measureCasePage(input: {
  root: string;
  supervisor: Supervisor;
  folder: string;
}): Promise<Figure> {
  const { root, supervisor } = input;
  const dataDir = path.join(input.folder, "case-page");
  const port = await findFreePort();
  const env = benchEnvironment(dataDir, port);
  const { keys, token } = await prepareCases(env);
  const url = await startConsole({ root, supervisor, dataDir, bare: false, given: { port, env } });
  const target = (key: string): Target => ({
    url: `${url}/cases/${key}`,
    headers: { cookie: `${sessionCookie(url).name}=${token}` },
    connections: 1,
  });
  const targets = { short: target(keys.short), long: target(keys.long) };
  for (const size of ["short", "long"] as const) {
    await checkPage(targets[size], sizes[size]);
    await measure(targets[size], warmUpSeconds);
  }
  const { short, long } = await measureInTurns(targets, { rounds: 5, seconds: 3 });
  return valueFigure({
    name: "case-page-growth",
    value: long.p50Ms,
    unit: "ms",
    comparedWith: `the page of a case with ${sizes.short} entries instead of ${sizes.long}`,
    comparison: short.p50Ms,
    goal: { atMost: limitMs },
  });
}

async function prepareCases(env: NodeJS.ProcessEnv) {
  const loaded = loadEnv(env);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ variable, message }) => `${variable} ${message}`).join("\n"));
  await migrateDatabase(loaded.env.databaseUrl);
  const services = await openServices(loaded.env);
  try {
    const { stores, directory } = services;
    const now = services.clock.now();
    const [, one, other] = fixturePeople(30, now);
    if (!one || !other) throw new Error("There are too few people for two cases.");
    await stores.subjects.saveListing(directory.host.accountId, [one, other], now);
    const keys = {
      short: await openCase(services, one.email),
      long: await openCase(services, other.email),
    };
    await fillTimeline(services, { key: keys.short, userId: one.userId, entries: sizes.short });
    await fillTimeline(services, { key: keys.long, userId: other.userId, entries: sizes.long });
    return { keys, token: await openSession(stores, "Ana Ruiz", "analyst") };
  } finally {
    await services.stop();
  }
}

/** Notes until the case has so many entries, sealed as they would be by then. */
async function fillTimeline(
  services: Services,
  { key, userId, entries }: { key: string; userId: string; entries: number },
): Promise<void> {
  const { stores, directory, seal } = services;
  const account = directory.host.accountId;
  const note: EntryDraft = {
    type: "case.changed",
    subject: { account, userId },
    facts: { what: "note" },
    private: [
      {
        field: "note",
        holder: subjectHolder(account, userId),
        text: "Called the person, who knows nothing of a sign-in from there.",
      },
    ],
  };
  for (;;) {
    const left = entries - ((await stores.log.head(key))?.n ?? 0);
    if (left <= 0) break;
    const drafts = Array.from({ length: Math.min(left, entriesAtOnce) }, () => note);
    await stores.commit(await appendEntries(services, makeSystemActor("intake"), key, drafts));
  }
  await seal.sealNow(60_000);
}

/** A page without its timeline would be quick for the wrong reason. */
async function checkPage({ url, headers }: Target, entries: number): Promise<void> {
  const answer = await fetch(url, { headers, redirect: "manual" });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes("wrote a note")) {
    throw new Error(`${url} answered ${answer.status}, not the page of a case with ${entries} entries.`);
  }
}
