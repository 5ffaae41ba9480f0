import { isEnded } from "#lib/domain/request.ts";
import type { Bed } from "./test-bed.ts";

/** Reading back, quiet, the drift watches: after these waits nothing is due that hasn't been looked at. */
const waitsMs = [0, 1_000, 2_000, 5_000, 10_000, ...Array.from({ length: 9 }, () => 15_000), 30_000, 60_000];
const longWaitsMs = [110_000, 16 * 60_000, 110_000, 40_000, 6 * 60_000];

/**
 * Lets time go on until everything about this person has ended and they are free, or a person is needed. Throws when
 * neither comes: something is stuck.
 */
export async function driveToEnd(
  bed: Bed,
  userId: string,
  pass: (ms: number) => Promise<void> = bed.pass,
): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (const waitMs of [...waitsMs, ...(round > 1 ? longWaitsMs : [])]) {
      if (await isOver(bed, userId)) return;
      await pass(waitMs);
    }
  }
  const left = await bed.services.stores.requests.ofSubject(userId, 100);
  const told = left.map(({ key, status, holdsUser, nextTryAt, quietUntil }) =>
    JSON.stringify({ key, status, holdsUser, nextTryAt, quietUntil }),
  );
  throw new Error(`Stuck: ${told.join("; ")}`);
}

async function isOver(bed: Bed, userId: string): Promise<boolean> {
  const requests = await bed.services.stores.requests.ofSubject(userId, 1_000);
  const needsPerson = requests.some(({ status }) => status === "needs_attention" || status === "pending");
  return requests.every(
    ({ status, holdsUser }) =>
      (isEnded(status) && (!holdsUser || needsPerson)) ||
      status === "needs_attention" ||
      status === "pending" ||
      (status === "approved" && needsPerson),
  );
}

/** Lets the drift watches of what succeeded pass, so that they are nobody else's business. */
export async function endWatches(bed: Bed, subjects: readonly { id: string }[]): Promise<void> {
  const requests = await Promise.all(
    subjects.map(({ id }) => bed.services.stores.requests.ofSubject(id, 1_000)),
  );
  if (requests.flat().every(({ nextTryAt }) => nextTryAt === null)) return;
  for (const waitMs of [110_000, 31_000, 5 * 60_000 + 1_000]) await bed.pass(waitMs);
}
