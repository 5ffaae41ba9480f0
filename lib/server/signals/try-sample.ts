import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError, wordings } from "#lib/domain/errors.ts";
import type { Signal } from "#lib/domain/signal.ts";
import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import type { SourceKind, SourcePreset } from "#lib/domain/source-settings.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { SampleTest, TestedEvent, TestedSignal } from "#lib/domain/views/source-view.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { openOddEvent } from "#lib/adapters/signals/open-odd-event.ts";
import { listLeaves } from "#lib/adapters/signals/list-leaves.ts";
import { locateFields } from "#lib/adapters/signals/locate-fields.ts";
import { checkNesting, splitBody } from "#lib/adapters/signals/split-body.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { asDryRun, type DryRun } from "./as-dry-run.ts";
import { bodyLimitBytes } from "./read-body.ts";
import { readForSource, termsOf } from "./read-for-source.ts";

const shownEvents = 10;
const shownLeaves = 300;
const shownText = 200;

/** Settings that aren't saved yet: the test goes by them. */
export interface Draft {
  mapping?: SourceMapping | null | undefined;
  preset?: SourcePreset | undefined;
  kind?: SourceKind | undefined;
  threshold?: Severity | undefined;
  defaultDomain?: string | null | undefined;
}

/**
 * Says what would become of a sample if the source sent it now, by the code of the intake, and does nothing of it.
 * Throws `not_found`; what is wrong with the sample itself stands in the answer, in words.
 */
export async function trySample(
  services: Services,
  actor: Actor,
  input: { name: string; sample: string; draft: Draft },
): Promise<SampleTest> {
  requireReader(actor);
  const saved = await services.stores.sources.byName(input.name);
  if (!saved) throw new DomainError("not_found", { what: "source of this name" });
  const source: SourceRecord = { ...saved, ...definedOf(input.draft) };
  const body = Buffer.from(input.sample.trim());
  if (body.length === 0) return refused("The sample is empty. Paste one event as the sender sends it.");
  if (body.length > bodyLimitBytes)
    return refused(wordings.body_too_large.words({ limit: `${bodyLimitBytes} bytes` }));
  const tooDeep = checkNesting(body);
  if (tooDeep)
    return refused(
      wordings.body_too_large.words(tooDeep.code === "not_json" ? {} : { limit: tooDeep.limit }),
    );
  const split = splitBody(body);
  if (!split.ok) {
    return refused(
      split.code === "not_json"
        ? `${whereBroken(input.sample)} The intake would refuse the whole delivery with 400.`
        : wordings.body_too_large.words({ limit: split.limit }),
    );
  }
  const dry = asDryRun(services);
  const now = services.clock.now();
  const terms = await termsOf(services, source);
  const events: TestedEvent[] = [];
  const opened = new Map<string, number>();
  // What the events before would have left behind: nothing of it is in the stores.
  const seen = new Set<string>();
  for (const [index, one] of split.events.slice(0, shownEvents).entries()) {
    const read = readForSource(one, { source, terms, receivedAt: now });
    const odd = openOddEvent(one.raw, { version: 1, fields: {}, takesAnything: true });
    if (read.rejected !== null) {
      events.push({ index, rejected: read.rejected, format: null, signals: [], leaves: leavesOf(odd) });
      continue;
    }
    const signals: TestedSignal[] = [];
    for (const signal of read.signals) {
      const delivery = {
        source: source.name,
        receivedAt: now,
        traceparent: null,
        signature: source.allowsUnsigned ? ("unsigned" as const) : ("signed" as const),
        raw: one.raw,
      };
      const isRepeat = signal.nativeId !== null && seen.has(signal.nativeId);
      if (signal.nativeId !== null) seen.add(signal.nativeId);
      const tested = isRepeat
        ? { outcome: { becomes: "duplicate", reason: "same_id", caseKey: null } as const, subject: null }
        : await tryFiling(dry, { signal, delivery, opened, index });
      signals.push({
        ...tested,
        fields: locateFields(read.event, signal, { mapping: source.mapping, receivedAt: now }),
        subjectAt: signal.subject.foundAt,
      });
    }
    events.push({
      index,
      rejected: null,
      format: read.signals[0]?.format ?? null,
      signals,
      leaves: leavesOf(read.event),
    });
  }
  return { events, more: Math.max(0, split.events.length - shownEvents), refused: null };
}

async function tryFiling(
  dry: DryRun,
  input: {
    signal: Signal;
    delivery: Parameters<typeof fileSignal>[2]["delivery"];
    opened: Map<string, number>;
    index: number;
  },
): Promise<Pick<TestedSignal, "outcome" | "subject">> {
  const { signal, delivery, opened, index } = input;
  const casesBefore = dry.openedCases.length;
  const signalsBefore = dry.signals.length;
  const filed = await fileSignal(dry.services, makeSystemActor("intake"), { signal, delivery });
  if (filed.status === "duplicate") {
    const outcome = {
      becomes: "duplicate",
      reason: filed.reason ?? "same_id",
      caseKey: filed.caseKey,
    } as const;
    return { outcome, subject: null };
  }
  const record = dry.signals[signalsBefore];
  const subjectId = record?.subjectId ?? null;
  const person = subjectId === null ? null : await dry.services.stores.subjects.byId(subjectId);
  const subject = person === null ? null : { name: person.name, email: person.email };
  const wouldOpen = dry.openedCases.length > casesBefore;
  if (wouldOpen && subjectId !== null) {
    const earlier = opened.get(subjectId);
    if (earlier !== undefined) return { outcome: { becomes: "joins_earlier", index: earlier }, subject };
    opened.set(subjectId, index);
    return { outcome: { becomes: "opens_case" }, subject };
  }
  if (filed.caseKey !== null) return { outcome: { becomes: "joins_case", caseKey: filed.caseKey }, subject };
  if (signal.context && subject !== null) return { outcome: { becomes: "context", caseKey: null }, subject };
  return { outcome: { becomes: "unlinked" }, subject };
}

function definedOf(draft: Draft): Partial<SourceRecord> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

function leavesOf(event: unknown): TestedEvent["leaves"] {
  return listLeaves(event, shownLeaves).map(({ path, value }) => ({
    path,
    value: String(value).slice(0, shownText).toWellFormed(),
  }));
}

function refused(words: string): SampleTest {
  return { events: [], more: 0, refused: words };
}

/** The line at which the text stops being JSON, as far as the parser can say. */
function whereBroken(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    if (at !== undefined) {
      return `This is not JSON: it breaks in line ${text.slice(0, Number(at)).split("\n").length}.`;
    }
  }
  return "This is not JSON: it ends too early, or isn't an event at all.";
}
