import type { Services } from "#lib/ports/services.ts";

/** What a process that was killed "throws": nothing after it is carried out. */
export class Crash extends Error {
  constructor(where: string) {
    super(`crashed ${where}`);
    this.name = "Crash";
  }
}

export interface CrashPlan {
  services: Services;
  /** Points passed so far; a run without a crash tells how many there are. */
  points: () => number;
  /** Where it crashed, or null. */
  crashedAt: () => string | null;
}

/**
 * The services of a process that dies at its `k`-th point. Every awaited call has two: before it, so that it never
 * happens, and after it, so that nobody learns what it did. From then on everything the process tries fails.
 */
export function crashAt(services: Services, k: number): CrashPlan {
  let points = 0;
  let crashed: string | null = null;
  const point = (where: string) => {
    if (crashed !== null) throw new Crash(`already, ${crashed}`);
    points += 1;
    if (points !== k) return;
    crashed = where;
    throw new Crash(where);
  };
  const awaited = awaitedCalls(services, async (name, call) => {
    point(`before ${name}`);
    const result = await call();
    point(`after ${name}`);
    return result;
  });
  return { services: awaited, points: () => points, crashedAt: () => crashed };
}

/** The same services with every awaited call of stores, directory and seal passed through `around`. */
export function awaitedCalls(
  services: Services,
  around: <T>(name: string, call: () => Promise<T>) => Promise<T>,
): Services {
  const { stores } = services;
  return {
    ...services,
    stores: {
      ...stores,
      cases: wrap("cases", stores.cases, around),
      signals: wrap("signals", stores.signals, around),
      requests: wrap("requests", stores.requests, around),
      subjects: wrap("subjects", stores.subjects, around),
      people: wrap("people", stores.people, around),
      log: wrap("log", stores.log, around),
      keys: wrap("keys", stores.keys, around),
      idempotency: wrap("idempotency", stores.idempotency, around),
      controls: wrap("controls", stores.controls, around),
      governance: wrap("governance", stores.governance, around),
      rails: wrap("rails", stores.rails, around),
      webhooks: wrap("webhooks", stores.webhooks, around),
      commit: (statements) => around("commit", () => stores.commit(statements)),
      nextNumber: (of) => around("nextNumber", () => stores.nextNumber(of)),
    },
    directory: wrap("directory", services.directory, around),
    seal: wrap("seal", services.seal, around),
  };
}

/** Wraps each function of a port except the few that are not awaited. */
function wrap<T extends object>(
  name: string,
  target: T,
  around: <R>(name: string, call: () => Promise<R>) => Promise<R>,
): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value: unknown = Reflect.get(object, key, receiver);
      if (typeof value !== "function" || statementMakers.has(`${name}.${String(key)}`)) return value;
      return (...input: unknown[]) =>
        around(`${name}.${String(key)}`, async () => Reflect.apply(value, object, input) as unknown);
    },
  });
}

/** What only builds a statement, and what answers without waiting. */
const statementMakers = new Set([
  "cases.insert",
  "cases.update",
  "cases.saveAll",
  "cases.insertNote",
  "signals.insert",
  "signals.insertAll",
  "signals.countRepeats",
  "signals.insertRepeats",
  "signals.link",
  "signals.follow",
  "signals.insertDeadLetter",
  "requests.insert",
  "requests.update",
  "requests.insertVote",
  "requests.insertAttempt",
  "requests.answerAttempt",
  "people.insert",
  "people.update",
  "log.append",
  "log.appendAll",
  "audit.insertRead",
  "keys.require",
  "idempotency.insert",
  "controls.change",
  "controls.require",
  "governance.insertPolicy",
  "governance.movePolicy",
  "governance.insertReview",
  "subjects.keepReading",
  "governance.updateReview",
  "governance.insertPersonLink",
  "governance.confirmPersonLink",
  "governance.insertFreezeLift",
  "governance.insertNotices",
  "governance.insertDrill",
  "rails.insertClaim",
  "rails.requireClaimsWithin",
  "rails.useIncident",
  "rails.insertAct",
  "rails.requireActsWithin",
  "webhooks.insertDelivery",
  "directory.health",
  "seal.sealSoon",
  "seal.standing",
]);
