import type { Actor } from "#lib/domain/actor.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import { fileBatch, type FiledBatch } from "./filing/file-batch.ts";
import type { FiledSignal, FileInput } from "./filing/file-input.ts";
import { learnIds } from "./filing/learn-ids.ts";
import { noteMiss } from "./filing/list-after-miss.ts";
import { createLanes } from "./filing/lane.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { proposeByPolicy } from "./policies/propose-by-policy.ts";

export type { FiledSignal } from "./filing/file-input.ts";

/**
 * Files a signal under the open case of its subject, opens one, or re-opens the one that was closed lately. Whoever the
 * directory doesn't know has a case of their own, not linked. A signal whose subject can't be told at all is kept as
 * unlinked and shown; it is never dropped and never guessed.
 */
export async function fileSignal(services: Services, actor: Actor, input: FileInput): Promise<FiledSignal> {
  const [filed] = await fileSignals(services, actor, [input]);
  if (!filed) throw new Error("A signal was filed without an answer.");
  return filed;
}

/** So many signals share a commit: more would keep others from the database for too long. */
const mostAtOnce = 50;

const triesTogether = 3;

const laneOf = createLanes();

/**
 * Files many signals; the answers are in their order. Those of one body share a commit, and so do bodies that wait for
 * each other: what a commit costs is mostly the wait for the disk.
 */
export async function fileSignals(
  services: Services,
  actor: Actor,
  inputs: readonly FileInput[],
): Promise<FiledSignal[]> {
  await learnIds(services, inputs);
  const lane = laneOf(services.stores);
  const run = (by: Actor, some: readonly FileInput[]) => fileTogether(services, by, some);
  const filed: FiledSignal[] = [];
  for (let start = 0; start < inputs.length; start += mostAtOnce) {
    const some = inputs.slice(start, start + mostAtOnce);
    filed.push(...(await lane.file({ actor, inputs: some, most: mostAtOnce }, run)));
  }
  return filed;
}

async function fileTogether(
  services: Services,
  actor: Actor,
  inputs: readonly FileInput[],
): Promise<FiledSignal[]> {
  const batch = (await tryTogether(services, actor, inputs)) ?? (await fileApart(services, actor, inputs));
  if (batch.missed) noteMiss(services);
  for (const key of new Set(batch.filed.map(({ caseKey }) => caseKey))) {
    services.hints.publish(key === null ? { kind: "settings" } : { kind: "case", key });
  }
  const fresh = batch.filed.flatMap(({ status, caseKey }) =>
    status === "accepted" && caseKey !== null ? [caseKey] : [],
  );
  if (fresh.length > 0) services.start(() => proposeByPolicy(services, [...new Set(fresh)]));
  return batch.filed;
}

/** Null when others were faster again and again. */
async function tryTogether(
  services: Services,
  actor: Actor,
  inputs: readonly FileInput[],
): Promise<FiledBatch | null> {
  for (let left = triesTogether; left > 0; left -= 1) {
    try {
      return await fileBatch(services, actor, inputs);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  return null;
}

/** Each signal by itself: of many subjects only the contested ones have to be decided again. */
async function fileApart(
  services: Services,
  actor: Actor,
  inputs: readonly FileInput[],
): Promise<FiledBatch> {
  const filed: FiledSignal[] = [];
  let missed = false;
  for (const one of inputs) {
    const batch = await retryOnConflict(() => fileBatch(services, actor, [one]));
    filed.push(...batch.filed);
    missed ||= batch.missed;
  }
  return { filed, missed };
}
