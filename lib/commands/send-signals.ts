import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { isBad, printScore, statusOf } from "./send-signals/print-score.ts";
import { findFiles, readPayloads } from "./send-signals/read-payloads.ts";
import { caseReader, scoreOutcome } from "./send-signals/score-outcomes.ts";
import { maxEvents, sendBodies } from "./send-signals/send-bodies.ts";

/*
 * Sends payloads to a running console as their senders would, and tells what became of each. Exit status 0: all were
 * taken in, and whoever names a person was filed under that person. 1: one wasn't. 2: nothing could be sent.
 */

const usage = `npm run send-signals -- PATH… [--url URL] [--source NAME --secret whsec_…] [--key cs_…] [--twice]

A PATH is a file of JSON (an object or an array), NDJSON, or a folder of such files. Without options they go to the demo
that runs on this computer (DATA_DIR/demo.json).

  --url URL         Address of the console.
  --source NAME     The source, with its signing secret.
  --secret SECRET
  --key KEY         An API key with the scope cases:read, to see under whom each was filed.
  --per-body N      Events in a body, at most 1,000 (100).
  --twice           Sends everything again: it must add no signal and no case.`;

const Demo = z.object({
  url: z.url(),
  webhook: z.object({ source: z.string(), secret: z.string() }),
  apiKey: z.string(),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: "string" },
    source: { type: "string" },
    secret: { type: "string" },
    key: { type: "string" },
    "per-body": { type: "string", default: "100" },
    twice: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help || positionals.length === 0) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
process.exitCode = await send();

async function send(): Promise<0 | 1> {
  const demo = readDemo();
  const url = (values.url ?? demo?.url ?? giveUp("Name the console: --url.")).replace(/\/+$/, "");
  const source = values.source ?? demo?.webhook.source ?? giveUp("Name the source: --source.");
  const secret = values.secret ?? demo?.webhook.secret ?? giveUp("Give the source's secret: --secret.");
  const key = values.key ?? demo?.apiKey ?? giveUp("Give an API key with the scope cases:read: --key.");
  const perBody = Number(values["per-body"]);
  if (!Number.isInteger(perBody) || perBody < 1 || perBody > maxEvents)
    giveUp(`--per-body is 1 to ${maxEvents}.`);

  const payloads = readAll();
  const target = { url: `${url}/api/v1/signals/${encodeURIComponent(source)}`, secret };
  const sent = await sendBodies(payloads, target, perBody);
  const readCase = caseReader(url, key);
  const scores = [];
  for (const outcome of sent.outcomes) scores.push(await scoreOutcome(outcome, readCase));
  console.log(printScore(scores, sent));
  const failed = scores.filter(isBad).length;
  const large = scores.filter(({ outcome }) => outcome.problem === "too large").length;
  if (large > 0) console.log(`\n${large} weren't sent: they are larger than a body may be.`);
  if (failed > 0) console.log(`\n${failed} of ${scores.length} payloads are not where they belong.`);
  const hasAdded = values.twice && !(await addsNothing());
  return failed > 0 || sent.serverErrors > 0 || hasAdded ? 1 : 0;

  async function addsNothing(): Promise<boolean> {
    const before = await countCases();
    const again = await sendBodies(payloads, target, perBody);
    const added = again.outcomes.filter((outcome) => statusOf(outcome) === "accepted");
    const cases = (await countCases()) - before;
    console.log(`\nSent again: ${added.length} new signals, ${cases} new cases.`);
    for (const { payload } of added.slice(0, 20))
      console.log(`${path.basename(payload.file)}, ${payload.at}: new again`);
    return added.length === 0 && cases === 0 && again.serverErrors === 0;
  }

  async function countCases(): Promise<number> {
    const answer = await fetch(`${url}/api/v1/cases?limit=1`, {
      headers: { authorization: `Bearer ${key}` },
    });
    return z.object({ total: z.int() }).parse(await answer.json()).total;
  }
}

function readAll() {
  try {
    const payloads = findFiles(positionals).flatMap(readPayloads);
    return payloads.length > 0 ? payloads : giveUp("There is no payload at these paths: nothing was sent.");
  } catch (error) {
    return giveUp(`Nothing was sent: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readDemo(): z.infer<typeof Demo> | null {
  if (
    values.url !== undefined &&
    values.source !== undefined &&
    values.secret !== undefined &&
    values.key !== undefined
  ) {
    return null;
  }
  const file = path.join(process.env["DATA_DIR"] ?? "data", "demo.json");
  try {
    return Demo.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

function giveUp(words: string): never {
  console.error(`${words}\n\n${usage}`);
  process.exit(2);
}
