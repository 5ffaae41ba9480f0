import type { Env } from "#lib/server/env.ts";
import { openServices, type Services } from "#lib/server/services.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";
import { createAwaitedWork } from "./await-outcome.ts";
import { openBookmarks } from "./bookmarks.ts";
import { ensureDemoAccess } from "./demo-access.ts";
import { createDemoClock, type DemoClock } from "./demo-clock.ts";
import { ensureMembers, fetchPersonas, type Persona } from "./personas.ts";
import { openSimulatedAccount } from "./simulated-account.ts";
import { tellHistory } from "./tell-history.ts";

const dayMs = 24 * 3_600_000;
/** Longer than the oldest story is ago, so that members, sources and directory are there before it begins. */
const beginsBeforeMs = 16 * dayMs;

/**
 * Prepares the demo, once and in full: members, source, key, `demo.json`, and two weeks of history. A start that was
 * broken off is continued by the next one. The history is told of our own simulated account and people only: nothing
 * is loaded into, or executed against, any other. Needs both simulators to run; throws when they don't answer.
 */
export async function seedDemo({ env }: { env: Env }): Promise<void> {
  if (!env.demo) return;
  const clock = createDemoClock();
  const services = await openServices(env, { clock, simulated: true });
  try {
    const { issuer } = env.oidc;
    const personas = env.simulates.identityProvider ? await fetchPersonas(issuer) : [];
    if (env.simulates.onepassword && personas.length > 0)
      await ensureHistory({ services, clock, env, personas });
    clock.release();
    await ensureMembers(services, issuer, personas);
    await ensureDemoAccess(services, { env, personas });
  } finally {
    await services.stop();
  }
}

async function ensureHistory(input: {
  services: Services;
  clock: DemoClock;
  env: Env;
  personas: readonly Persona[];
}): Promise<void> {
  const { services, clock, env, personas } = input;
  const bookmarks = openBookmarks(services);
  if (await bookmarks.isOver()) return;
  const account = openSimulatedAccount(env.onepassword.baseUrl);
  const begun = await bookmarks.begun();
  // What somebody else brought here, a restored backup say, is no place for made-up people.
  if (!begun && (await services.stores.cases.counts()).length > 0) return;
  const end = begun ?? clock.now();
  if (!begun) {
    await account.reset();
    await bookmarks.begin(end);
  }
  clock.moveTo(new Date(end.getTime() - beginsBeforeMs));
  const members = await ensureMembers(services, env.oidc.issuer, personas);
  await ensureDemoAccess(services, { env, personas });
  const isResumed = begun !== null;
  try {
    const { issuer } = env.oidc;
    const work = createAwaitedWork();
    const warn = (sentence: string) => services.log.warn(sentence);
    const told = { services: { ...services, start: work.start }, work, clock, account, bookmarks, warn };
    await tellHistory({ ...told, issuer, personas, members, end, isResumed });
  } finally {
    clock.release();
    await account.forgetFaults();
    await account.moveClock(0);
  }
  // What they were told in made-up history, they have read: a visitor's own notices shall stand out.
  for (const member of members.values()) {
    await services.stores.governance.markNoticesRead(member.id, clock.now());
  }
  await syncDirectory(services);
  await bookmarks.close();
}
