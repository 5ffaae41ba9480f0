import { z } from "zod";
import { editBody } from "#lib/simulator/onepassword/edit-answer.ts";
import { defineFault, durationMs, type FaultContext } from "#lib/simulator/onepassword/fault.ts";
import type { HttpAnswer } from "#lib/simulator/onepassword/answer.ts";
import { eventsError } from "./answer-events.ts";

type Items = Record<string, unknown>[];

/** Changes the items of a page. Answers that are no page stay as they are. */
function editItems(context: FaultContext, edit: (items: Items) => Items): HttpAnswer {
  return editBody(context.proceed(), (body) =>
    Array.isArray(body["items"]) ? { ...body, items: edit(body["items"] as Items) } : body,
  );
}

/** Faults of the Events API alone. 401, 429, 500 and all faults of the connection are the common ones. */
export const eventsFaults = {
  /** The events of the page never come. */
  missing: defineFault({ args: {}, run: (context) => editItems(context, () => []) }),

  /** What is there already is shown only after a while: the page is empty, and its cursor stays. */
  late: defineFault({
    args: { ms: durationMs.default(5_000) },
    run(context, { ms }) {
      const { account } = context;
      account.eventsGate.holdUntil(account.now().getTime() + ms);
      return context.proceed();
    },
  }),

  /** Each item twice. */
  duplicate: defineFault({
    args: {},
    run: (context) => editItems(context, (items) => items.flatMap((item) => [item, item])),
  }),

  reordered: defineFault({ args: {}, run: (context) => editItems(context, (items) => items.toReversed()) }),

  /** An empty page that says there is more; its cursor is where the caller is already. */
  empty_page_has_more: defineFault({
    args: {},
    run(context) {
      const asked: unknown = context.call.body === "" ? {} : JSON.parse(context.call.body);
      const cursor =
        typeof asked === "object" && asked !== null && "cursor" in asked ? asked.cursor : undefined;
      return editBody(context.proceed(), (body) =>
        Array.isArray(body["items"])
          ? cursor === undefined
            ? { ...body, has_more: true }
            : { ...body, items: [], cursor, has_more: true }
          : body,
      );
    },
  }),

  /** A cursor that was given out is not known any more. */
  cursor_invalid: defineFault({
    args: {},
    run: (context) =>
      context.call.body.includes('"cursor"')
        ? eventsError(400, "Bad request: invalid cursor")
        : context.proceed(),
  }),

  /** Audit events name somebody else as the one who acted. */
  actor_other: defineFault({
    args: { actor: z.string().default("ZZZZZZZZZZZZZZZZZZZZZZZZZZ") },
    usualTimes: Number.POSITIVE_INFINITY,
    run: (context, { actor }) =>
      editItems(context, (items) =>
        items.map((item) =>
          "actor_uuid" in item
            ? {
                ...item,
                actor_uuid: actor,
                actor_type: "user",
                actor_details: { uuid: actor, name: "Somebody else", email: "somebody.else@acme.example" },
              }
            : item,
        ),
      ),
  }),
};
