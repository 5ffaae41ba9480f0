import { expect } from "vitest";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { nobody, nothingSaid, type Signal } from "#lib/domain/signal.ts";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { type FiledSignal, fileSignals } from "#lib/use-cases/file-signal.ts";

export interface Sent {
  nativeId: string;
  subject: Partial<Signal["subject"]>;
  severity?: Signal["severity"];
}

/** Files one body of signals as the intake does. */
export function sendBody(services: Services, body: readonly Sent[]): Promise<FiledSignal[]> {
  const now = services.clock.now();
  return fileSignals(
    services,
    makeSystemActor("intake"),
    body.map(({ nativeId, subject, severity = "medium" }) => ({
      signal: {
        ...nothingSaid,
        format: "generic",
        nativeId,
        title: `Alert ${nativeId}`,
        severity,
        severityAssumed: false,
        subject: { ...nobody, ...subject },
        time: now,
        timeAssumed: false,
      },
      delivery: {
        source: "siem",
        receivedAt: now,
        traceparent: null,
        signature: "signed",
        raw: new TextEncoder().encode(JSON.stringify({ nativeId, ...subject })),
      },
    })),
  );
}

/**
 * What holds of these cases, however their signals came: a signal is about the subject of its case, each counts once,
 * and of each subject one case is open at most.
 */
export async function checkCases(services: Services, keys: Iterable<string>): Promise<CaseRecord[]> {
  const { stores } = services;
  const cases: CaseRecord[] = [];
  for (const key of new Set(keys)) {
    const found = await stores.cases.byKey(key);
    if (!found) throw new Error(`${key} is not there.`);
    const signals = await stores.signals.ofCase(found.id, 100_000);
    const others = signals.filter(({ subjectId }) => subjectId !== found.subjectId);
    expect(
      others.map(({ title }) => title),
      `${key}: two subjects never share a case`,
    ).toEqual([]);
    expect(signals.length, `${key}: each of its signals counts once`).toBe(found.signalCount);
    cases.push(found);
  }
  const open = cases.filter(({ status }) => status !== "closed").map(({ subjectId }) => subjectId);
  expect(open.length, "one open case for each subject").toBe(new Set(open).size);
  const counted = (await stores.cases.counts())
    .filter(({ status }) => status !== "closed")
    .reduce((sum, { count }) => sum + count, 0);
  expect(counted, "the kept counts are exact").toBe(open.length);
  return cases;
}
