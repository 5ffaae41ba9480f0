import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";

const settingName = "sweep-traces";
const due = "due";
const swept = "swept";

/** For the commit of an erasure: what it leaves in the files has to be swept, also when this process dies before. */
export async function sweepDue({ stores }: Pick<Services, "stores">): Promise<Statement[]> {
  const before = await stores.controls.read(settingName);
  return [stores.controls.change(settingName, before, due)];
}

/** Whether traces of an erasure are still to be swept. */
export async function isSweepDue({ stores }: Pick<Services, "stores">): Promise<boolean> {
  return (await stores.controls.read(settingName)) === due;
}

/** Sweeps the files of the database where it is due. False where it has to be tried again. */
export async function sweepTraces(services: Pick<Services, "stores">): Promise<boolean> {
  if (!(await isSweepDue(services))) return true;
  const { stores } = services;
  const done = await stores.personalData.sweepTraces();
  // An erasure that came meanwhile left the same word; sweeping once more costs time only.
  if (done) await stores.commit([stores.controls.change(settingName, due, swept)]);
  return done;
}
