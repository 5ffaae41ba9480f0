import { createEventsClient } from "#lib/adapters/onepassword/events-client.ts";
import { type EventStream, eventStreams } from "#lib/domain/account-event.ts";
import { openScene } from "#lib/use-cases/test-scene.ts";
import { createEventsPoller } from "./poll-events.ts";
import { setUpEvents } from "./set-up-events.ts";

/** The world of the use-cases with the Events API of its simulated account; changes show there at once. */
export async function openEventsWorld(options: { limit?: number; token?: string } = {}) {
  const world = await openScene();
  const { services, account, control } = world;
  await control("/modes", { eventDelayMs: 0 });
  const connect = (token = options.token ?? account.eventsToken) =>
    createEventsClient({
      baseUrl: account.url,
      token,
      productVersion: "0.0.0",
      clock: services.clock,
      limit: options.limit ?? 500,
      timeouts: { callMs: 1_000 },
    });
  const api = connect();
  const poller = createEventsPoller(services, api);
  let passedMs = 0;
  const all = (stream: EventStream) =>
    services.stores.events.between(stream, new Date(0), new Date(Date.now() + 10 * 365 * 86_400_000));
  return {
    ...world,
    api,
    poller,
    connect,
    /** Lets the time of the console and of the account go on together. */
    async tick(ms: number) {
      passedMs += ms;
      await control("/modes", { clockOffsetMs: passedMs });
      await world.pass(ms);
    },
    setUp: () => setUpEvents(services, api),
    all,
    /** Reads each stream, or the one, until it is caught up. Gives the waits that the poller asked for. */
    async catchUp(streams: readonly EventStream[] = eventStreams) {
      const waits: number[] = [];
      for (const stream of streams) {
        let waitMs = 0;
        for (let page = 0; page < 200 && waitMs < 10_000; page += 1) {
          waitMs = await poller.poll(stream);
          waits.push(waitMs);
        }
      }
      return waits;
    },
    arm: (fault: string, args: object = {}, match: object = {}) =>
      control("/faults", { match: { op: "events", ...match }, fault, args }),
    emit: (stream: EventStream, event: object) => control("/events", { stream, event }),
    /** Somebody changes the person in 1Password itself. */
    change: (userId: string, state: "ACTIVE" | "SUSPENDED") => control(`/users/${userId}`, { state }),
    async outsideSignals(userId: string) {
      const cases = await services.stores.cases.ofSubject(userId, 10);
      const lists = await Promise.all(cases.map(({ id }) => services.stores.signals.ofCase(id, 100)));
      return lists.flat().filter(({ ruleId }) => ruleId === "console.changed-outside");
    },
  };
}
