import { z } from "zod";
import type { Account } from "./account.ts";
import { errorAnswer } from "./answer.ts";
import { changeFromOutside, externalManager, lastOwner, provisioningOn } from "./change-state.ts";
import { answerToSpoil, editBody, editUsers } from "./edit-answer.ts";
import { defineFault, durationMs, type FaultContext } from "./fault.ts";
import { toWireUser } from "./person.ts";
import { userNotFound } from "./read-people.ts";

const apply = z.boolean().default(true);

/** Faults of what the account says or does about people. */
export const stateFaults = {
  /** The answer is about somebody else: the person named, else the one listed before. */
  wrong_user: defineFault({
    args: { apply, user: z.string().optional() },
    run(context, args) {
      const { account, call } = context;
      const asked = call.userId ?? "";
      const first = account.people.slice({ limit: 2 }).people.find((person) => person.id !== asked);
      const other =
        args.user === undefined ? (account.people.before(asked) ?? first) : account.people.find(args.user);
      return editBody(answerToSpoil(context, args.apply), (body) =>
        other === undefined || !("state" in body)
          ? body
          : { ...toWireUser(account.id, other), state: body["state"] },
      );
    },
  }),

  wrong_state: defineFault({
    args: { apply },
    run: (context, args) =>
      editUsers(answerToSpoil(context, args.apply), (user) => ({
        ...user,
        state: user.state === "SUSPENDED" ? "ACTIVE" : "SUSPENDED",
      })),
  }),

  unknown_state: defineFault({
    args: { apply, state: z.string().default("STATE_UNSPECIFIED") },
    run: (context, args) =>
      editUsers(answerToSpoil(context, args.apply), (user) => ({ ...user, state: args.state })),
  }),

  /** Shows the states of `ms` ago. */
  stale_read: defineFault({
    args: { ms: durationMs.default(30_000) },
    run(context, { ms }) {
      const asOf = context.account.now().getTime() - ms;
      return editUsers(context.proceed(), (user) => ({
        ...user,
        state: stateAt(context.account, user.id, asOf) ?? user.state,
      }));
    },
  }),

  /** Changed from outside: before the account looks at the call, or `ms` after it did. */
  state_flip: defineFault({
    args: {
      when: z.enum(["before", "after"]).default("before"),
      ms: durationMs.default(0),
      to: z.enum(["ACTIVE", "SUSPENDED"]).optional(),
    },
    run(context, { when, ms, to }) {
      if (when === "before") {
        flip(context, to);
        return context.proceed();
      }
      const answer = context.proceed();
      if (ms === 0) flip(context, to);
      else context.later(ms, () => flip(context, to));
      return answer;
    },
  }),

  last_owner: defineFault({ args: {}, run: lastOwner }),
  external_manager: defineFault({ args: {}, run: externalManager }),
  provisioning_on: defineFault({
    args: { code: z.union([z.literal(403), z.literal(400)]).default(403) },
    run: (_context, { code }) => (code === 403 ? provisioningOn() : errorAnswer(9, "provisioning_enabled")),
  }),
  scope_missing: defineFault({ args: {}, run: () => errorAnswer(7, "permission_denied") }),
  user_gone: defineFault({ args: {}, run: userNotFound }),
};

function flip({ account, call }: FaultContext, to: "ACTIVE" | "SUSPENDED" | undefined): void {
  const person = account.people.find(call.userId ?? "");
  if (person === undefined) return;
  changeFromOutside(account, person.id, to ?? (person.state === "SUSPENDED" ? "ACTIVE" : "SUSPENDED"));
}

/** The state before the first change at or after that time; undefined when nothing has changed since. */
function stateAt(account: Account, userId: string, timeMs: number): string | undefined {
  let state: string | undefined;
  for (let at = account.entries.length - 1; at >= 0; at -= 1) {
    const entry = account.entries[at];
    if (entry === undefined || Date.parse(entry.time) < timeMs) break;
    if (entry.kind === "effect" && entry.user === userId) state = entry.before;
  }
  return state;
}
