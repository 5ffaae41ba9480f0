import type { Account } from "./account.ts";
import { plainAnswer } from "./answer.ts";
import type { Call } from "./call.ts";
import { type Change, changeState } from "./change-state.ts";
import { answerEvents } from "./events/answer-events.ts";
import { issueToken, revokeToken } from "./issue-token.ts";
import { getUser, listUsers } from "./read-people.ts";

/** The account's own answer to a call, before any fault gets hold of it. */
export function answerCall(account: Account, call: Call, source: "call" | "late" = "call"): Change {
  const { v1beta1Gone } = account.modes;
  if (call.generation === "v1beta1" && v1beta1Gone !== false) {
    return {
      answer: plainAnswer(v1beta1Gone, "This version of the API is no longer served.\n"),
      effect: null,
    };
  }
  switch (call.op) {
    case "token":
      return { answer: issueToken(account, call), effect: null };
    case "revoke":
      return { answer: revokeToken(account, call), effect: null };
    case "list":
      return { answer: listUsers(account, call), effect: null };
    case "get":
      return { answer: getUser(account, call), effect: null };
    case "events":
      return { answer: answerEvents(account, call), effect: null };
    case "suspend":
    case "reactivate":
      return changeState(account, { ...call, op: call.op }, source);
  }
}
