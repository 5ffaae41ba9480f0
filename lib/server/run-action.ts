import type { z } from "zod";

import type { ActionResult } from "#lib/domain/action-result.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";

import { checkMutation } from "./guard/check-mutation.ts";
import { checkValue } from "./guard/check-shape.ts";
import type { Limiter } from "./limiter.ts";
import { describeInvalid } from "./describe-invalid.ts";
import { describeFault, refusalOf } from "./problem.ts";

/** What one call of an action rests on, apart from Next, so that every step can be tested by itself. */
export interface ActionContext {
  headers: { get(name: string): string | null };
  publicUrl: string;
  findActor: () => Promise<PersonActor | null>;
  /** Counts calls per person. */
  limiter: Limiter;
  nextId: () => string;
  log: { info: (fields: object, message: string) => void; error: (fields: object, message: string) => void };
  /** Rethrows what Next throws to redirect or to show its not-found page. */
  rethrow: (error: unknown) => void;
}

/**
 * Runs an action behind its checks, in this order: origin, size and type; session; rate; shape of the input. What the
 * person may do is then decided by the use-case, from what is stored at that moment.
 */
export async function runAction<S extends z.ZodType, T>(
  context: ActionContext,
  {
    schema,
    raw,
    use,
  }: { schema: S; raw: unknown; use: (actor: PersonActor, input: z.output<S>) => Promise<T> },
): Promise<{ status: number; result: ActionResult<T> }> {
  try {
    const refusal = checkMutation({ headers: context.headers, publicUrl: context.publicUrl, door: "action" });
    if (refusal !== null) throw refusal;
    const actor = await context.findActor();
    if (actor === null) throw new DomainError("not_signed_in");
    await context.limiter.consume(actor.personId);
    const data = await use(actor, parseInput(schema, raw));
    return { status: 200, result: { ok: true, data } };
  } catch (error) {
    context.rethrow(error);
    const refusal = refusalOf(error);
    if (refusal !== null) {
      context.log.info({ code: refusal.code }, "action refused");
      return { status: refusal.status, result: { ok: false, code: refusal.code, message: refusal.message } };
    }
    const ref = context.nextId();
    context.log.error({ err: error, ref }, "action failed");
    const { status, code, detail } = describeFault(ref);
    return { status, result: { ok: false, code, message: detail, ref } };
  }
}

function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const value = raw instanceof FormData ? readForm(raw) : raw;
  const refusal = checkValue(value);
  if (refusal !== null) throw refusal;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw describeInvalid(parsed.error);
  return parsed.data;
}

/** A field that comes twice would be read as its first by one and as its last by another, so it is refused. */
function readForm(form: FormData): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, value] of form) {
    // React's own fields, which name the action.
    if (name.startsWith("$ACTION")) continue;
    if (fields.has(name)) throw new DomainError("malformed", { problem: `The field ${name} came twice.` });
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
