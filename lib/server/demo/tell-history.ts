import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Person } from "#lib/domain/person.ts";
import type { Services } from "#lib/ports/services.ts";
import { advanceRequests } from "#lib/use-cases/execution/advance-requests.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";
import type { AwaitedWork } from "./await-outcome.ts";
import type { Bookmarks } from "./bookmarks.ts";
import { castStories } from "./cast.ts";
import { addSource, makeWebhookSecret } from "./demo-access.ts";
import type { DemoClock } from "./demo-clock.ts";
import { actAs, type Persona } from "./personas.ts";
import { playDeed } from "./play-deed.ts";
import { toScenes } from "./scenes.ts";
import { senders } from "./senders.ts";
import type { SimulatedAccount } from "./simulated-account.ts";
import { stories } from "./stories.ts";
import type { Colleague } from "./story.ts";

interface Told {
  services: Services;
  /** What the services' work is started with. */
  work: AwaitedWork;
  clock: DemoClock;
  account: SimulatedAccount;
  issuer: string;
  personas: readonly Persona[];
  /** By e-mail. */
  members: ReadonlyMap<string, Person>;
  bookmarks: Bookmarks;
  warn: (sentence: string) => void;
  /** The moment before which all of it happened. */
  end: Date;
  /** Whether an earlier start told some of it. */
  isResumed: boolean;
}

/**
 * Lets the last two weeks happen, scene by scene at the time of each. Every scene that is over is remembered, so a
 * history that was broken off goes on where it was.
 */
export async function tellHistory(told: Told): Promise<void> {
  const { services, work, clock, account, bookmarks } = told;
  const { stores } = services;
  const listed = await syncDirectory(services);
  if (!listed.ok) throw new Error(`The simulated account could not be listed. ${listed.message}`);
  for (const { name, preset, owner } of senders) {
    if (!(await stores.sources.byName(name)))
      await addSource(services, { name, preset, owner, secret: makeWebhookSecret() });
  }
  const lastSeen = new Map<string, Date>();
  const actor = (colleague: Colleague): PersonActor => {
    const at = clock.now();
    const { persona, person } = find(told, colleague);
    lastSeen.set(person.email, at);
    return actAs(persona, person, { issuer: told.issuer, at });
  };
  const subjectOf = await castStories(services, await account.knownPeople());
  const stage = { services, work, clock, account, actor, subjectOf };
  let { isResumed } = told;
  const abandoned = new Set<string>();
  for (const scene of toScenes(stories, told.end)) {
    if (abandoned.has(scene.story) || (told.isResumed && (await bookmarks.has(scene.name)))) continue;
    clock.moveTo(scene.at);
    if (callsAccount.has(scene.deed.do)) await account.moveClock(clock.offsetMs());
    await advanceRequests(services);
    try {
      await playDeed(stage, scene);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // The scene in which the history was broken off may have happened already, all but its bookmark. Anything else
      // that is refused ends its story, for what would come next makes no sense without it; the demo goes on.
      if (!isResumed) {
        abandoned.add(scene.story);
        told.warn(`The demo's story ${scene.story} was left off: ${error.message}`);
        continue;
      }
    }
    isResumed = false;
    await bookmarks.put(scene.name);
  }
  for (const person of told.members.values()) {
    const lastSeenAt = lastSeen.get(person.email) ?? person.lastSeenAt;
    await stores.commit([stores.people.update({ ...person, lastSeenAt })]);
  }
}

/** What makes the account write times of its own into its ledger. */
const callsAccount = new Set(["request", "decide", "change from outside", "wait"]);

function find({ personas, members }: Told, colleague: Colleague): { persona: Persona; person: Person } {
  const persona = personas.find(({ name }) => name.startsWith(`${colleague} `));
  const person = persona && members.get(persona.email);
  if (!persona || !person) throw new Error(`The simulated identity provider has no persona ${colleague}.`);
  return { persona, person };
}
