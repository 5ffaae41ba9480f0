import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Signal } from "#lib/domain/signal.ts";
import { isObject, type JsonObject } from "./find-field.ts";
import { readEvent } from "./read-event.ts";

const folder = path.join(import.meta.dirname, "fixtures");

export const context = {
  source: "sender",
  preset: "auto",
  receivedAt: new Date("2026-11-22T12:00:00.000Z"),
};

/** The events of `fixtures/<name>.ndjson`, in their order. */
export function readFixtures(name: string): JsonObject[] {
  const lines = readFileSync(path.join(folder, `${name}.ndjson`), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => {
    const event: unknown = JSON.parse(line);
    if (!isObject(event)) throw new Error(`A line of ${name} is no object.`);
    return event;
  });
}

export function fixtureNames(): string[] {
  return readdirSync(folder).map((file) => path.basename(file, ".ndjson"));
}

/** What is asked of a signal in a table: its subject's keys in short, the rest by their names. */
export interface Expected extends Partial<Omit<Signal, "subject" | "time">> {
  who: string | null;
  at?: string;
  time?: string;
  provider?: string | null;
  username?: string | null;
}

/** A rule in words with the signals that the event of the same place in the fixtures gives. */
export type Row = readonly [rule: string, ...signals: Expected[]];

/** Every event of the fixtures beside its row; both must be there. */
export function tableOf(
  name: string,
  rows: readonly Row[],
): [rule: string, event: JsonObject, signals: Expected[]][] {
  const events = readFixtures(name);
  if (events.length !== rows.length)
    throw new Error(`${name}: ${events.length} events, ${rows.length} rows.`);
  return rows.map(([rule, ...signals], index) => [rule, events[index] ?? {}, signals]);
}

/** The parts of the signals for which the row asks. */
export function readFor(event: JsonObject, expected: readonly Expected[]): unknown[] {
  return readEvent(event, context).map((signal, index) => {
    const told: Record<string, unknown> = {
      ...signal,
      who: signal.subject.onepasswordId ?? signal.subject.email,
      at: signal.subject.foundAt,
      provider: signal.subject.providerId,
      username: signal.subject.username,
      time: signal.time.toISOString(),
    };
    const names = Object.keys(expected[index] ?? { who: null });
    return Object.fromEntries(names.map((field) => [field, told[field]]));
  });
}
