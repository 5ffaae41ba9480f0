import { sql } from "drizzle-orm";
import { erasedWord } from "#lib/domain/erased-word.ts";
import type { Client } from "#db/client.ts";
import { nobodySaid } from "./nobody-said.ts";

/** What is left of events that were taken for repeats of a signal: that they came, and when. */
export const blankRepeat = { nativeId: null, raw: Buffer.alloc(0) };

/** What is left of a signal about a person whose texts go: that it came, from where and when, and its digest. */
export function blankSignal({ schema: { signal } }: Client, at: Date) {
  return {
    title: erasedWord,
    nativeId: null,
    alertId: null,
    subject: nobodySaid,
    ip: null,
    url: null,
    description: null,
    related: "[]",
    timeText: null,
    fingerprint: sql`'erased:' || ${signal.id}`,
    raw: Buffer.alloc(0),
    rawGoneAt: at,
  };
}
