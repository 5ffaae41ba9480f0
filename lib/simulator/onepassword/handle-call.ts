import { randomUUID } from "node:crypto";
import { answerCall } from "./answer-call.ts";
import { type Answer, errorAnswer, plainAnswer } from "./answer.ts";
import { checkBasic } from "./applications.ts";
import type { Call } from "./call.ts";
import type { ApplicationName } from "./ledger.ts";
import { routeCall } from "./route-call.ts";
import { digestToken, readBearer } from "./tokens.ts";
import type { World } from "./world.ts";

export interface RawRequest {
  method: string;
  /** Path and query as they came, undecoded. */
  target: string;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** The door of the Users API: tell the call apart, let a fault have it or answer it, and write it down. */
export async function handleCall(world: World, request: RawRequest): Promise<Answer> {
  const [path, query] = splitOnce(request.target, "?");
  const route = routeCall(request.method, path);
  if (!route.found) {
    const text = route.status === 404 ? "404 page not found\n" : "Method Not Allowed\n";
    return plainAnswer(route.status, text);
  }

  const { account } = world;
  const authorization = header(request, "authorization") ?? undefined;
  const call: Call = {
    ...route,
    method: request.method,
    path,
    query: new URLSearchParams(query),
    authorization,
    contentType: header(request, "content-type") ?? undefined,
    requestId: header(request, "x-request-id"),
    userAgent: header(request, "user-agent"),
    body: request.body,
    application: whose(world, authorization),
  };
  let effect: number | null = null;
  const proceed = (source: "call" | "late" = "call") => {
    const change = answerCall(account, call, source);
    effect = change.effect;
    return change.answer;
  };
  const struck = world.faults.take(call);
  const answer = await answerOrFail(() =>
    struck === null
      ? proceed()
      : struck.run({
          call,
          account,
          proceed,
          wait: world.wait,
          later: world.later,
          hold: (task) => world.held.hold(call, task),
          nextAnswered: world.answered.next,
          goDown: world.goDown,
        }),
  );
  world.answered.tell();
  const answerId = randomUUID();
  // Polling goes on for ever and changes nothing: the ledger would be full of it.
  if (call.op !== "events")
    account.recordCall({
      time: account.now().toISOString(),
      operation: call.op,
      method: call.method,
      path,
      query,
      user: call.userId,
      application: call.application,
      requestId: call.requestId,
      userAgent: call.userAgent,
      status: answer.kind === "http" ? answer.status : null,
      answerId,
      fault: struck?.name ?? null,
      effect,
    });
  if (answer.kind === "reset") return answer;
  return { ...answer, headers: { "x-request-id": answerId, ...answer.headers } };
}

/** A full disk, say: nothing was applied then, for a change counts only once it is written. */
async function answerOrFail(make: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await make();
  } catch (fault) {
    console.error("The simulated account could not carry out a call; nothing was changed.", fault);
    return errorAnswer(13, "internal");
  }
}

function whose({ account }: World, authorization: string | undefined): ApplicationName | null {
  const token = readBearer(authorization);
  if (token !== null) return account.tokens.get(digestToken(token))?.application ?? null;
  return checkBasic(account.applications.values(), authorization)?.name ?? null;
}

function header(request: RawRequest, name: string): string | null {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
