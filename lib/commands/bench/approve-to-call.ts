import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import type { Supervisor } from "#lib/commands/start/supervisor.ts";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import { sessionCookie } from "#lib/server/session/cookies.ts";
import { createCaller } from "./call-console.ts";
import { type Figure, valueFigure } from "./figures.ts";
import { percentile } from "./measure.ts";
import { type ApprovalDoors, prepareApprovals } from "./prepare-approvals.ts";
import { benchEnvironment, startConsole } from "./start-console.ts";
import { type Exchange, type Relay, startRelay } from "./start-relay.ts";
import { startSimulator } from "./start-simulator.ts";

const warmUps = 40;
const approvals = 80;
const reactivations = 10;
const lookAgainMs = 10;
/** Approval, claim, dispatch mark, tree, the signer's memory with its folder, checkpoint: all on the disk before a call. */
const durableWrites = 7;

const Request = z.object({ status: z.string(), digest: z.string(), version: z.int() });

/**
 * How long an approval takes to become a call: from the moment at which the approver's action is sent to the console
 * over HTTP until the first byte of `:suspend` arrives at 1Password, less the readings of the person in between. All
 * of it stands in that time: session, decision, commits, the seal of the log. One after the other, on an idle console.
 */
export async function measureApproval(input: {
  root: string;
  supervisor: Supervisor;
  folder: string;
  say: (sentence: string) => void;
}): Promise<Figure> {
  const { root, supervisor, say } = input;
  const dataDir = path.join(input.folder, "approvals");
  const simulated = await startSimulator({ root, supervisor, dataDir });
  const relay = await startRelay(simulated["ONEPASSWORD_API_URL"] ?? "");
  const port = await findFreePort();
  const env = { ...benchEnvironment(dataDir, port), ...simulated, ONEPASSWORD_API_URL: relay.url };
  const doors = await prepareApprovals(env, warmUps + approvals + reactivations);
  const url = await startConsole({ root, supervisor, dataDir, bare: false, given: { port, env } });
  const bench = openBench({ root, url, relay, doors });
  try {
    const times: Taken[] = [];
    const floor: number[] = [];
    for (const [at, caseKey] of doors.caseKeys.slice(0, warmUps + approvals).entries()) {
      const one = await bench.carryOut("suspend", caseKey);
      if (at < warmUps) continue;
      times.push(one);
      floor.push(writeDurably(dataDir));
    }
    const back: number[] = [];
    for (const caseKey of doors.caseKeys.slice(warmUps + approvals)) {
      const { settledAtMs } = await bench.carryOut("suspend", caseKey);
      back.push((await bench.carryOut("reactivate", caseKey)).calledAtMs - settledAtMs);
    }
    say(
      `A suspension's success frees the person at once: a reactivation, asked for and approved then, was called ` +
        `${spread(back)} later.`,
    );
    const taken = times.map(({ ms }) => ms).toSorted(ascending);
    say(`From the approval to the call ${spread(taken)}, readings not counted.`);
    return valueFigure({
      name: "approve-to-call-p95-ms",
      value: percentile(taken, 0.95),
      unit: "ms",
      comparedWith: `${durableWrites} writes to the same disk, each waited for, meanwhile (p95)`,
      comparison: percentile(floor.toSorted(ascending), 0.95),
      goal: { atMost: 25 },
    });
  } finally {
    bench.close();
    relay.close();
  }
}

interface Taken {
  /** From the approval to the call, without the readings. */
  ms: number;
  readingMs: number;
  calledAtMs: number;
  settledAtMs: number;
}

function openBench(input: { root: string; url: string; relay: Relay; doors: ApprovalDoors }) {
  const { root, url, relay, doors } = input;
  const caller = createCaller({ root, url });
  const cookieName = sessionCookie(url).name;
  let turn = 0;
  const cookieOf = (tokens: readonly string[]) => `${cookieName}=${tokens[turn % tokens.length] ?? ""}`;

  async function read(key: string): Promise<z.infer<typeof Request>> {
    const answer = await fetch(`${url}/api/v1/requests/${key}`, {
      headers: { authorization: `Bearer ${doors.apiKey}` },
    });
    return Request.parse(await answer.json());
  }

  async function settled(key: string): Promise<number> {
    for (;;) {
      const { status } = await read(key);
      if (status === "succeeded") return performance.now();
      if (status !== "approved" && status !== "executing") throw new Error(`${key} ended as ${status}.`);
      await pause(lookAgainMs);
    }
  }

  return {
    close: () => caller.close(),
    /** Asks, approves and waits until the request has succeeded. */
    async carryOut(action: "suspend" | "reactivate", caseKey: string): Promise<Taken> {
      turn += 1;
      const reason = "Measured";
      const ask = { caseKey, action, reason, causes: [], idempotencyKey: uuidv7() };
      const requestKey = await caller.act("requestAction", ask, cookieOf(doors.analysts));
      const { digest, version } = await read(requestKey);
      const called = relay.next(({ path: where }) => where.endsWith(`:${action}`));
      const sentMs = performance.now();
      const decision = { requestKey, decision: "approve", reason, digest, version };
      const [call] = await Promise.all([
        called,
        caller.act("decideRequest", decision, cookieOf(doors.leads)),
      ]);
      const readingMs = readingsWithin(relay.exchanges, sentMs, call.arrivedMs);
      const ms = call.arrivedMs - sentMs - readingMs;
      return { ms, readingMs, calledAtMs: call.arrivedMs, settledAtMs: await settled(requestKey) };
    },
  };
}

/** How long, between the two moments, a reading was under way. */
export function readingsWithin(exchanges: readonly Exchange[], fromMs: number, toMs: number): number {
  let sum = 0;
  let counted = fromMs;
  for (const { method, arrivedMs, endedMs } of exchanges) {
    if (method !== "GET" || endedMs === null || endedMs <= counted || arrivedMs >= toMs) continue;
    sum += Math.min(endedMs, toMs) - Math.max(arrivedMs, counted);
    counted = endedMs;
  }
  return sum;
}

/** How long the disk takes for as many durable writes, one after the other. */
function writeDurably(folder: string): number {
  const file = openSync(path.join(folder, "durable-writes"), "a");
  try {
    const startedMs = performance.now();
    for (let n = 0; n < durableWrites; n += 1) {
      writeSync(file, page);
      fsyncSync(file);
    }
    return performance.now() - startedMs;
  } finally {
    closeSync(file);
  }
}

const ascending = (a: number, b: number) => a - b;
const page = Buffer.alloc(4_096, 1);

function spread(times: readonly number[]): string {
  const sorted = times.toSorted(ascending);
  const at = (share: number) => Math.round(percentile(sorted, share));
  return `${at(0.5)} ms (median of ${times.length}; at most ${at(1)} ms)`;
}
