import { z } from "zod";
import { type Answer, jsonAnswer } from "./answer.ts";
import { changeFromOutside } from "./change-state.ts";
import {
  changeApplicationInput,
  changeModesInput,
  changePersonInput,
  goDownInput,
  landHeldInput,
  ledgerQuery,
  loadFaultsInput,
  pageQuery,
  peopleQuery,
} from "./control-input.ts";
import { describeKnownPeople, describePerson } from "./describe-person.ts";
import type { ArmedFault } from "./fault-script.ts";
import type { RawRequest } from "./handle-call.ts";
import { eventsOrders } from "./events/events-orders.ts";
import { applicationNames, queryLedger } from "./ledger.ts";
import { renderPage, renderParts } from "./render-page.ts";
import { searchPeople } from "./search-people.ts";
import type { World } from "./world.ts";

type Order = (input: { world: World; name: string; query: Record<string, string>; body: unknown }) => Answer;

/** Every order, by method and path; `*` stands for one name. */
const orders: Record<string, Order> = {
  ...eventsOrders,
  "GET /": ({ world, query }) => renderPage(world, pageQuery.parse(query)),
  "GET /control/page": ({ world, query }) => jsonAnswer(200, renderParts(world, pageQuery.parse(query))),
  "GET /control/state": ({ world }) => jsonAnswer(200, describeWorld(world)),
  "GET /control/known-people": ({ world }) => jsonAnswer(200, describeKnownPeople(world.account)),
  "GET /control/users": ({ world, query }) => {
    const { people, more } = searchPeople(world.account, peopleQuery.parse(query));
    return jsonAnswer(200, { items: people.map(describePerson), more });
  },
  "GET /control/users/*": ({ world, name }) => {
    const person = world.account.people.find(name);
    return person === undefined ? notFound() : jsonAnswer(200, describePerson(person));
  },
  "POST /control/users/*": changePerson,
  "GET /control/ledger": ({ world, query }) =>
    jsonAnswer(200, { items: queryLedger(world.account.entries, ledgerQuery.parse(query)) }),
  "GET /control/ledger/effects": ({ world, query }) =>
    jsonAnswer(200, {
      items: queryLedger(world.account.entries, { ...ledgerQuery.parse(query), kind: "effect" }),
    }),
  "GET /control/ledger/calls": ({ world, query }) =>
    jsonAnswer(200, {
      items: queryLedger(world.account.entries, { ...ledgerQuery.parse(query), kind: "call" }),
    }),
  "GET /control/faults": ({ world }) => jsonAnswer(200, { items: world.faults.armed().map(describeFault) }),
  "POST /control/faults": ({ world, body }) => {
    const loaded = world.faults.load(loadFaultsInput.parse(body));
    return jsonAnswer(201, { items: loaded.map(describeFault) });
  },
  "DELETE /control/faults": ({ world }) => done(world.faults.clear()),
  "DELETE /control/faults/*": ({ world, name }) => done(world.faults.clear(Number(name))),
  "GET /control/held": ({ world }) => jsonAnswer(200, { items: world.held.waiting() }),
  "POST /control/held": ({ world, body }) =>
    jsonAnswer(200, { landed: world.held.land(landHeldInput.parse(body ?? {})) }),
  "DELETE /control/held": ({ world }) => done(world.held.clear()),
  "POST /control/modes": ({ world, body }) => {
    world.account.changeModes(definedOnly(changeModesInput.parse(body)));
    return jsonAnswer(200, world.account.modes);
  },
  "POST /control/applications/*": ({ world, name, body }) => {
    const application = applicationNames.find((known) => known === name);
    if (application === undefined) return notFound();
    return done(world.account.changeApplication(application, changeApplicationInput.parse(body)));
  },
  "POST /control/down": ({ world, body }) => done(world.goDown(goDownInput.parse(body ?? {}).ms)),
  "DELETE /control/down": ({ world }) => done(world.goDown(0)),
  "POST /control/reset": ({ world }) => {
    world.faults.clear();
    world.held.clear();
    world.goDown(0);
    return done(world.account.reset());
  },
};

/** The door by which tests, scripts and the page reach behind the account. Never part of what is simulated. */
export function answerControl(world: World, request: RawRequest): Answer {
  const url = new URL(request.target, "http://loopback");
  const [, first, second, third] = url.pathname.split("/");
  const path = url.pathname.replace(/\/$/u, "") || "/";
  const method = request.method === "HEAD" ? "GET" : request.method;
  const exact = orders[`${method} ${path}`];
  const named = orders[`${method} /${first}/${second}/*`];
  const order = exact ?? (third ? named : undefined);
  if (order === undefined) return notFound();
  try {
    const body: unknown = request.body === "" ? undefined : JSON.parse(request.body);
    return order({ world, name: third ?? "", query: Object.fromEntries(url.searchParams), body });
  } catch (fault) {
    if (fault instanceof z.ZodError) return jsonAnswer(400, { error: z.prettifyError(fault) });
    if (fault instanceof SyntaxError) return jsonAnswer(400, { error: "The body is not JSON." });
    throw fault;
  }
}

function changePerson({ world, name, body }: Parameters<Order>[0]): Answer {
  const { account } = world;
  const person = account.people.find(name);
  if (person === undefined) return notFound();
  const { state, ...patch } = changePersonInput.parse(body);
  if (Object.keys(patch).length > 0) account.patchPerson(name, patch);
  if (state !== undefined) changeFromOutside(account, name, state);
  return jsonAnswer(200, describePerson(person));
}

function describeWorld(world: World): unknown {
  const { account } = world;
  return {
    accountId: account.id,
    now: account.now().toISOString(),
    modes: account.modes,
    people: account.people.count(),
    suspended: account.people.count("SUSPENDED"),
    lastSeq: account.entries.at(-1)?.seq ?? 0,
    downUntil: world.downUntil()?.toISOString() ?? null,
    faults: world.faults.armed().map(describeFault),
    applications: [...account.applications.values()].map(({ name, clientId, scopes, revoked }) => ({
      name,
      clientId,
      scopes,
      revoked,
    })),
  };
}

function describeFault({ id, item, skip, left, struck }: ArmedFault): unknown {
  return { id, ...item, waiting: { skip, left, struck } };
}

function definedOnly<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  const entries = Object.entries(shape).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> };
}

/** For orders without an answer of their own. */
function done(_carriedOut: void): Answer {
  return jsonAnswer(200, { done: true });
}

function notFound(): Answer {
  return jsonAnswer(404, { error: "The control door knows no such order or person." });
}
