import { sha256Hex } from "#lib/log/hashes.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { FileInput } from "./file-input.ts";
import { saidKey } from "./signal-keys.ts";

/** What was seen before under the ids and fingerprints of some signals; what is filed meanwhile is added. */
export interface Seen {
  /** By source and the id under which it is kept. */
  ids: Map<string, SignalRecord>;
  /** Signals of which an event with this source and id was a repeat. */
  repeats: Map<string, SignalRecord>;
  fingerprints: Map<string, SignalRecord>;
}

export type Judged =
  | { repeats: SignalRecord; reason: "same_id" | "same_fingerprint" }
  | { repeats: null; nativeId: string | null; revisionOf: string | null; idUsedTwice: boolean };

/** A repeat within this span is counted on the first one and files nothing, unless the sender says otherwise. */
const windowMs = 60 * 60_000;

export function dedupWindowMs({ signal }: FileInput): number {
  const minutes = signal.dedupMinutes ?? null;
  return minutes === null ? windowMs : minutes * 60_000;
}

export const seenKey = (source: string, nativeId: string): string => `${source} ${nativeId}`;

/**
 * The ids under which an event may be kept: its own; with its content's hash as a later state of the same event; with
 * the subject too where the sender used the id before, for somebody else.
 */
export function keptIds({
  signal,
  delivery,
}: FileInput): { own: string; revision: string; other: string } | null {
  const { nativeId } = signal;
  if (nativeId === null) return null;
  const hash = sha256Hex(delivery.raw);
  const about = sha256Hex(`${hash} ${saidKey(signal.subject)}`);
  const short = nativeId.slice(0, 260);
  return {
    own: nativeId,
    revision: `${short}#${hash.slice(0, 16)}`,
    other: `${short}#@${about.slice(0, 16)}`,
  };
}

/** Whether the signal is news, a later state of what is known, or a repeat. `subjectIds`: whom it is about. */
export function judgeRepeat(
  input: FileInput,
  about: { subjectIds: readonly string[]; fingerprints: readonly string[] },
  seen: Seen,
): Judged {
  const { signal, delivery } = input;
  const ids = keptIds(input);
  const at = (id: string) => seen.ids.get(seenKey(delivery.source, id));
  const first = ids && at(ids.own);
  if (ids && first) {
    // A security event token's id is the issuer's for ever: the second is the first, whatever it says.
    if (signal.format === "caep") return { repeats: first, reason: "same_id" };
    const same =
      saidKey(first.subject) === saidKey(signal.subject) ||
      (first.subjectId !== null && about.subjectIds.includes(first.subjectId));
    if (same && first.rawSha256 === sha256Hex(delivery.raw)) return { repeats: first, reason: "same_id" };
    const known = at(same ? ids.revision : ids.other);
    if (known) return { repeats: known, reason: "same_id" };
    return same
      ? { repeats: null, nativeId: ids.revision, revisionOf: first.id, idUsedTwice: false }
      : { repeats: null, nativeId: ids.other, revisionOf: null, idUsedTwice: true };
  }
  const repeated = ids && seen.repeats.get(seenKey(delivery.source, ids.own));
  if (repeated) return { repeats: repeated, reason: "same_id" };
  const since = delivery.receivedAt.getTime() - dedupWindowMs(input);
  for (const fingerprint of about.fingerprints) {
    const alike = seen.fingerprints.get(fingerprint);
    if (alike && alike.receivedAt.getTime() >= since) return { repeats: alike, reason: "same_fingerprint" };
  }
  return { repeats: null, nativeId: ids?.own ?? null, revisionOf: null, idUsedTwice: false };
}
