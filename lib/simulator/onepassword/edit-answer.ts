import { type HttpAnswer, jsonAnswer } from "./answer.ts";
import type { FaultContext } from "./fault.ts";
import { type WireUser, toWireUser } from "./person.ts";
import { findPerson } from "./read-people.ts";

/**
 * The answer that a caller would believe: the true one, or, when `apply` is false, one that claims an action which
 * never happened.
 */
export function answerToSpoil(context: FaultContext, apply: boolean): HttpAnswer {
  const { account, call } = context;
  if (apply || (call.op !== "suspend" && call.op !== "reactivate")) return context.proceed();
  const person = findPerson(account, call.userId);
  if (person === null) return context.proceed();
  const state = call.op === "suspend" ? "SUSPENDED" : "ACTIVE";
  return jsonAnswer(200, { ...toWireUser(account.id, person), state });
}

/** Changes the user of a 200, or every user of a listing. Other answers stay as they are. */
export function editUsers(answer: HttpAnswer, edit: (user: WireUser) => object): HttpAnswer {
  return editBody(answer, (body) => {
    if (Array.isArray(body["results"])) return { ...body, results: body["results"].map(edit) };
    return isUser(body) ? { ...edit(body) } : body;
  });
}

/** Changes the JSON object of a 200. */
export function editBody(
  answer: HttpAnswer,
  edit: (body: Record<string, unknown>) => Record<string, unknown>,
): HttpAnswer {
  if (answer.status !== 200 || answer.body.length === 0) return answer;
  const body: unknown = JSON.parse(answer.body.toString());
  return isRecord(body) ? { ...answer, body: JSON.stringify(edit(body)) } : answer;
}

function isUser(body: Record<string, unknown>): body is Record<string, unknown> & WireUser {
  return typeof body["id"] === "string" && typeof body["state"] === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
