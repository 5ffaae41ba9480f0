import { asc, gt, inArray } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { inParts } from "./erasing.ts";
import { namesOneOf } from "./names-one-of.ts";

const repeatsAtOnce = 500;

/** Repeats of their signals, events with the same bytes, and repeats of others' signals that name them. */
export async function repeatsOf(
  { db, schema }: Client,
  of: { signalIds: readonly string[]; hashes: readonly string[]; needles: readonly string[] },
): Promise<string[]> {
  const { signalRepeat } = schema;
  const columns = { id: signalRepeat.id };
  const found = [
    ...(await inParts(of.signalIds, (ids) =>
      db.select(columns).from(signalRepeat).where(inArray(signalRepeat.signalId, ids)),
    )),
    ...(await inParts(of.hashes, (some) =>
      db.select(columns).from(signalRepeat).where(inArray(signalRepeat.rawSha256, some)),
    )),
  ];
  if (of.needles.length > 0) {
    // Read in pages: there may be many, and each holds a body.
    for (let after = ""; ;) {
      const page = await db
        .select({ id: signalRepeat.id, raw: signalRepeat.raw, nativeId: signalRepeat.nativeId })
        .from(signalRepeat)
        .where(gt(signalRepeat.id, after))
        .orderBy(asc(signalRepeat.id))
        .limit(repeatsAtOnce);
      const naming = page.filter(
        ({ raw, nativeId }) =>
          namesOneOf(of.needles, raw.toString("utf8")) || namesOneOf(of.needles, nativeId ?? ""),
      );
      found.push(...naming);
      const last = page.at(-1);
      if (page.length < repeatsAtOnce || !last) break;
      after = last.id;
    }
  }
  return [...new Set(found.map(({ id }) => id))];
}
