import { beforeEach, expect, test } from "vitest";
import { z } from "zod";

import { makePersonActor } from "#lib/domain/actor.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { Conflict } from "#lib/ports/store.ts";

import { createLimiter } from "./limiter.ts";
import { runAction } from "./run-action.ts";
import type { ActionContext } from "./run-action.ts";

const publicUrl = "http://localhost:3000";
const actor = makePersonActor({
  personId: "p1",
  name: "Ana Ruiz",
  email: "ana.ruiz@acme.example",
  roles: ["analyst"],
  iss: "https://login.acme.example",
  sub: "ana",
  sessionRef: "ref",
  amr: [],
  authTime: new Date(0),
});
const schema = z.strictObject({ reason: z.string().min(3) });
let steps: string[];
let logged: unknown[];

beforeEach(() => {
  steps = [];
  logged = [];
});

function context(changes: Partial<ActionContext> = {}): ActionContext {
  const limiter = createLimiter({ points: 2, perMs: 60_000 });
  return {
    headers: new Headers({
      origin: publicUrl,
      "content-length": "9",
      "content-type": "multipart/form-data; boundary=x",
    }),
    publicUrl,
    findActor: async (): Promise<PersonActor | null> => {
      steps.push("session");
      return actor;
    },
    limiter: {
      ...limiter,
      consume: async (key) => {
        steps.push("rate");
        await limiter.consume(key);
      },
    },
    nextId: () => "0192-ref",
    log: { info: (fields) => logged.push(fields), error: (fields) => logged.push(fields) },
    rethrow: () => undefined,
    ...changes,
  };
}

function run(raw: unknown, changed: ActionContext = context(), use = async () => "done") {
  return runAction(changed, {
    schema,
    raw,
    use: async () => {
      steps.push("use");
      return use();
    },
  });
}
const good = { reason: "because" };

test("what passes all checks is done, in the order session, rate, use", async () => {
  expect(await run(good)).toEqual({ status: 200, result: { ok: true, data: "done" } });
  expect(steps).toEqual(["session", "rate", "use"]);
});

test("a foreign origin is refused before anybody is looked up", async () => {
  const headers = new Headers({ origin: "https://evil.example", "x-forwarded-host": "evil.example" });
  expect(await run(good, context({ headers }))).toMatchObject({
    status: 403,
    result: { code: "foreign_origin" },
  });
  expect(steps).toEqual([]);
});

test("without a session nothing is counted or done", async () => {
  const nobody = context({ findActor: async () => null });
  expect(await run(good, nobody)).toMatchObject({
    status: 401,
    result: { ok: false, code: "not_signed_in" },
  });
  expect(steps).toEqual([]);
});

test("more calls a minute than allowed are refused with the time to wait", async () => {
  const same = context();
  await run(good, same);
  await run(good, same);
  const { status, result } = await run(good, same);
  expect(status).toBe(429);
  expect(result.ok ? "" : result.message).toMatch(/Try again in \d+ s/);
  expect(steps.filter((step) => step === "use")).toHaveLength(2);
});

test("a form's fields are the input; React's own are left out", async () => {
  const form = new FormData();
  form.set("$ACTION_ID_40a1", "");
  form.set("reason", "because");
  expect((await run(form)).status).toBe(200);
});

test("input of another shape is 400 and never used; a value out of bounds is 422", async () => {
  const doubled = new FormData();
  doubled.append("reason", "because");
  doubled.append("reason", "other");
  const wild = [undefined, null, "x", [], {}, { reason: ["because"] }, { ...good, more: 1 }, doubled];
  for (const raw of [...wild, JSON.parse('{"reason":"because","__proto__":{"x":1}}')]) {
    expect((await run(raw, context())).status).toBe(400);
  }
  expect((await run({ reason: "x" })).status).toBe(422);
  expect(steps).not.toContain("use");
});

test("a refusal of the domain comes as words, a code and its status", async () => {
  const refused = await run(good, context(), async () => {
    throw new DomainError("self_approval");
  });
  expect(refused).toEqual({
    status: 403,
    result: {
      ok: false,
      code: "self_approval",
      message: "You asked for this: a second person must decide. Nothing was changed.",
    },
  });
});

test("a lost race is told as such", async () => {
  const lost = await run(good, context(), async () => {
    throw new Conflict("request");
  });
  expect(lost).toMatchObject({ status: 409, result: { code: "changed_meanwhile" } });
});

test("a fault of ours is an id for the person and a cause for the log only", async () => {
  const cause = new Error("password=hunter2 at db.ts:5");
  const { status, result } = await run(good, context(), async () => {
    throw cause;
  });
  expect(status).toBe(503);
  expect(result).toMatchObject({ ok: false, code: "fault", ref: "0192-ref" });
  expect(JSON.stringify(result)).not.toContain("hunter2");
  expect(logged).toEqual([{ err: cause, ref: "0192-ref" }]);
});

test("what Next throws to redirect goes on to Next", async () => {
  const redirect = new Error("NEXT_REDIRECT");
  const next = context({
    rethrow: (error) => {
      if (error === redirect) throw redirect;
    },
  });
  const call = run(good, next, async () => {
    throw redirect;
  });
  await expect(call).rejects.toBe(redirect);
});
