import { sha256Hex } from "#lib/log/hashes.ts";
import type { SignalRepeat } from "#lib/ports/correlation-records.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { FiledSignal, FileInput } from "./file-input.ts";

/** A signal that repeats another one, by its place among the inputs. */
interface Repeated {
  index: number;
  repeats: SignalRecord | null;
  reason: FiledSignal["reason"];
}

/** Writes that count the repeats on their first ones and keep the events themselves. */
export function repeatStatements(
  { stores, clock, ids }: Services,
  inputs: readonly FileInput[],
  judged: readonly Repeated[],
): Statement[] {
  const counts = new Map<string, number>();
  const kept: SignalRepeat[] = [];
  for (const { index, repeats, reason } of judged) {
    const input = inputs[index];
    if (repeats === null || reason === null || !input) continue;
    counts.set(repeats.id, (counts.get(repeats.id) ?? 0) + 1);
    const repeat = asRepeat(input, { repeats, reason, id: ids.next() });
    if (repeat !== null) kept.push(repeat);
  }
  const counted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...counted.map(([id, times]) => stores.signals.countRepeats(id, { times, at: clock.now() })),
    ...stores.signals.insertRepeats(kept),
  ];
}

/** What is kept of a repeat: nothing where the first one has the very bytes. */
function asRepeat(
  { signal, delivery }: FileInput,
  about: { repeats: SignalRecord; reason: SignalRepeat["reason"]; id: string },
): SignalRepeat | null {
  const { repeats, reason, id } = about;
  const rawSha256 = sha256Hex(delivery.raw);
  if (rawSha256 === repeats.rawSha256 && reason === "same_id") return null;
  const { source, receivedAt, raw } = delivery;
  return { id, signalId: repeats.id, source, nativeId: signal.nativeId, reason, receivedAt, rawSha256, raw };
}
