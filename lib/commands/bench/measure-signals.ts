import path from "node:path";
import { openStores } from "#db/open-stores.ts";
import { loadEnv } from "#lib/server/env.ts";
import { loadKeys } from "#lib/server/keys.ts";
import type { Supervisor } from "#lib/commands/start/supervisor.ts";
import { bareInsertsPerSecond } from "./bare-inserts.ts";
import { type Figure, valueFigure } from "./figures.ts";
import { percentile } from "./measure.ts";
import { createSender, type SignalSender } from "./send-bodies.ts";
import { startBareIntake } from "./start-bare-intake.ts";
import { benchEnvironment, startConsole } from "./start-console.ts";

/** The goal of the specification: so many signals, in bodies of so many, while the queue is looked at. */
const signals = 20_000;
const bodySize = 100;
const subjects = 200;
const senders = 4;
const lookEveryMs = 50;
const queueWithinMs = 300;
const casesThere = 1_000;

/** How fast signals come in over HTTP while people look at the queue, beside a route and an insert without a product. */
export async function measureSignals(input: {
  root: string;
  supervisor: Supervisor;
  folder: string;
  /** A console's data with cases in it. */
  data: { dataDir: string; apiKey: string };
  say: (sentence: string) => void;
}): Promise<Figure[]> {
  const { root, supervisor, folder, data, say } = input;
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  await prepareSource(data.dataDir, secret);
  const url = await startConsole({ root, supervisor, dataDir: data.dataDir, bare: false });
  const bare = await startBareIntake(secret);
  try {
    const bodies = makeBodies("warm", 20);
    await sendAll(createSender({ url: `${url}/api/v1/signals/bench`, secret }), bodies);
    say(`Sending ${signals.toLocaleString("en")} signals …`);
    const looking = lookAtQueue(`${url}/api/v1/cases`, data.apiKey);
    const product = await sendAll(
      createSender({ url: `${url}/api/v1/signals/bench`, secret }),
      makeBodies("real", signals / bodySize),
    );
    const queue = await looking.stop();
    const route = await sendAll(
      createSender({ url: bare.url, secret }),
      makeBodies("bare", signals / bodySize),
    );
    const inserts = bareInsertsPerSecond(path.join(folder, "bare-inserts.db"), { signals, bodySize });
    return [
      valueFigure({
        name: "ingest-rps",
        value: product,
        unit: "signals/s",
        comparedWith: "a bare route that checks the signature and files nothing",
        comparison: route,
        goal: { atLeast: 1_000 },
      }),
      {
        ...valueFigure({
          name: "ingest-vs-bare-insert",
          value: product,
          unit: "signals/s",
          comparedWith: "inserting the same bytes, a commit for each body",
          comparison: inserts,
          goal: { atLeast: 0 },
        }),
        limit: null,
      },
      valueFigure({
        name: "ingest-queue-p99-ms",
        value: percentile(queue.during, 0.99),
        unit: "ms",
        comparedWith: "the same answer while nothing comes in",
        comparison: percentile(queue.before, 0.99),
        goal: { atMost: queueWithinMs },
      }),
    ];
  } finally {
    await bare.close();
  }
}

async function prepareSource(dataDir: string, secret: string): Promise<void> {
  const loaded = loadEnv(benchEnvironment(dataDir, 3000));
  if (!loaded.ok) throw new Error("The console's surroundings could not be read.");
  const stores = await openStores({
    databaseUrl: loaded.env.databaseUrl,
    dataKey: loadKeys(loaded.env).dataKey,
  });
  try {
    // The cases that are there already were inserted with their numbers.
    await stores.nextNumbers("case", casesThere);
    await stores.commit([
      stores.sources.insert({
        name: "bench",
        preset: "auto",
        owner: null,
        secrets: [secret],
        enabled: true,
        createdAt: new Date(),
        lastDeliveryAt: null,
        accepted: 0,
        rejected: 0,
      }),
    ]);
  } finally {
    await stores.close();
  }
}

/** Half of the subjects are in the directory, half of them nobody knows. */
function makeBodies(run: string, count: number): string[] {
  return Array.from({ length: count }, (_, body) =>
    JSON.stringify(
      Array.from({ length: bodySize }, (__, index) => {
        const number = body * bodySize + index;
        const about = (number * 7_919) % subjects;
        const domain = about % 2 === 0 ? "acme.example" : "elsewhere.example";
        return {
          id: `${run}-${number}`,
          title: `Impossible travel ${run} ${number}`,
          severity: ["low", "medium", "high"][number % 3],
          time: new Date().toISOString(),
          rule_id: "travel",
          user: { email: `person${about}@${domain}` },
          source_ip: "192.0.2.1",
        };
      }),
    ),
  );
}

/** Several senders at once, each waiting for its answers; gives signals per second. */
async function sendAll(sender: SignalSender, bodies: readonly string[]): Promise<number> {
  const left = [...bodies];
  const startedAtMs = performance.now();
  await Promise.all(
    Array.from({ length: senders }, async () => {
      for (let body = left.pop(); body !== undefined; body = left.pop()) await sender.send(body, bodySize);
    }),
  );
  const seconds = (performance.now() - startedAtMs) / 1_000;
  sender.close();
  return (bodies.length * bodySize) / seconds;
}

/** Asks for the queue at a person's pace and more, whatever the answers take. */
function lookAtQueue(url: string, apiKey: string) {
  const during: number[] = [];
  const asked: Promise<unknown>[] = [];
  const look = async (times: number[]) => {
    const startedAtMs = performance.now();
    const answer = await fetch(url, {
      // A connection of its own each time: one that was kept may be closed just when it is used again.
      headers: { authorization: `Bearer ${apiKey}`, connection: "close" },
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
    times.push(performance.now() - startedAtMs);
  };
  let broken: unknown = null;
  const lookOnce = () =>
    look(during).catch((error: unknown) => {
      broken ??= error;
    });
  const timer = setInterval(() => asked.push(lookOnce()), lookEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(asked);
      if (broken !== null) throw new Error("The queue did not answer.", { cause: broken });
      const before: number[] = [];
      for (let left = 100; left > 0; left -= 1) await look(before);
      for (const times of [during, before]) times.sort((a, b) => a - b);
      return { during, before };
    },
  };
}
