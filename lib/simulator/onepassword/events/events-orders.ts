import { z } from "zod";
import { type Answer, jsonAnswer } from "#lib/simulator/onepassword/answer.ts";
import type { World } from "#lib/simulator/onepassword/world.ts";
import { eventStream, eventStreams, wireEvent } from "./event.ts";
import { scenarios } from "./scenarios.ts";

const emitInput = z.strictObject({ stream: eventStream, event: wireEvent });
const playInput = z.strictObject({ user: z.string() });
const tokenInput = z.strictObject({
  /** Null: it never expires. */
  days: z.number().min(-365).max(3_650).nullable().optional(),
  features: z.array(eventStream).optional(),
  accountId: z.string().optional(),
  /** The tokens from before are good for nothing any more. */
  revokeOthers: z.boolean().default(false),
});

interface Order {
  world: World;
  name: string;
  body: unknown;
}

/** What the control door does about events. */
export const eventsOrders: Record<string, (order: Order) => Answer> = {
  /** How many events each stream holds, and the newest. */
  "GET /control/events": ({ world: { account } }) =>
    jsonAnswer(
      200,
      Object.fromEntries(
        eventStreams.map((stream) => {
          const all = account.events.of(stream);
          return [stream, { count: all.length, newest: all.at(-1)?.event ?? null }];
        }),
      ),
    ),
  "POST /control/events": ({ world, body }) => {
    const inputs = z.union([z.array(emitInput), emitInput.transform((one) => [one])]).parse(body);
    return jsonAnswer(201, { items: inputs.map(({ stream, event }) => world.account.emit(stream, event)) });
  },
  "POST /control/scenarios/*": ({ world: { account }, name, body }) => {
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    const { user } = playInput.parse(body);
    const person = account.people.find(user);
    if (scenario === undefined || person === undefined) {
      return jsonAnswer(404, { error: "The control door knows no such scenario or person." });
    }
    const admin =
      account.people.slice({ limit: 1, accept: ({ role }) => role === "owner" }).people[0] ?? person;
    const emit = (stream: Parameters<typeof account.emit>[0], event: Parameters<typeof account.emit>[1]) =>
      void account.emit(stream, event);
    scenario.play({ person, admin, now: account.now(), emit });
    return jsonAnswer(200, { done: true });
  },
  "POST /control/events-tokens": ({ world: { account }, body }) => {
    const { revokeOthers, ...wanted } = tokenInput.parse(body ?? {});
    return jsonAnswer(201, account.addEventsToken(wanted, { revokeOthers }));
  },
};
