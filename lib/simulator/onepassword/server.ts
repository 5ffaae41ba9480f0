import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { openAccount } from "./account.ts";
import { type Answer, plainAnswer } from "./answer.ts";
import { answerControl } from "./control-door.ts";
import { createAnsweredCalls } from "./answered-calls.ts";
import { createFaultScript } from "./fault-script.ts";
import { createHeldEffects } from "./held-effects.ts";
import { handleCall } from "./handle-call.ts";
import { isControlTarget, isFromBrowser, refuseStranger } from "./guard-control.ts";
import type { ApplicationName } from "./ledger.ts";
import { listen } from "./listener.ts";
import { createOutage } from "./outage.ts";
import { readBody } from "./read-body.ts";
import { sendAnswer } from "./send-answer.ts";
import type { World } from "./world.ts";

export interface OnePasswordOptions {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** Where the account remembers itself. Without it everything is forgotten on `close`. */
  stateFile?: string;
  /** Which people there are; for a new account only. */
  seed?: number;
  /** How many there are, 34 at least; for a new account only. */
  people?: number;
  /** The console, for the link back on the page. */
  consoleUrl?: string;
}

export interface Credentials {
  clientId: string;
  clientSecret: string;
}

export interface OnePassword {
  url: string;
  accountId: string;
  applications: { lookUp: Credentials; suspend: Credentials; reactivate: Credentials };
  /** Bearer token of Events Reporting; the Events API is at `url` too. */
  eventsToken: string;
  /** Base of the control door, `<url>/control`. */
  controlUrl: string;
  /** Refuses connections for a time; 0 accepts them again, and resolves when that is so. */
  goDown(ms: number): Promise<void>;
  close(): Promise<void>;
}

const largestBodyBytes = 1024 * 1024;

/** Starts a simulated 1Password account. Rejects when the port is taken or the state file can't be read. */
export async function startOnePassword(options: OnePasswordOptions): Promise<OnePassword> {
  const host = options.host ?? "127.0.0.1";
  const account = openAccount({
    stateFile: options.stateFile,
    seed: options.seed ?? 1,
    people: options.people ?? 1_200,
  });
  const timers = new Set<NodeJS.Timeout>();
  const busy = new WeakSet<Socket>();
  const http = createServer({ keepAliveTimeout: 65_000 });
  const listener = await listen({ http, host, port: options.port }).catch((fault: unknown) => {
    account.close();
    throw fault;
  });
  const outage = createOutage(listener, (socket) => busy.has(socket));

  const later = (ms: number, task: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      try {
        task();
      } catch (fault) {
        console.error("The simulated account could not carry out what it owed; nothing was changed.", fault);
      }
    }, ms);
    timers.add(timer);
  };
  const world: World = {
    account,
    faults: createFaultScript(),
    consoleUrl: options.consoleUrl ?? null,
    downUntil: outage.until,
    goDown: (ms) => void outage.start(ms),
    wait: (ms) => new Promise((resolve) => later(ms, resolve)),
    later,
    held: createHeldEffects(),
    answered: createAnsweredCalls(),
  };
  http.on("request", (request, response) => {
    if (outage.until() !== null && !isControlTarget(request.url ?? "")) {
      request.socket.resetAndDestroy();
      return;
    }
    busy.add(request.socket);
    response.on("close", () => {
      // A program's idle connection may be its client's next way in; the page that watches calls nothing else.
      if (!isFromBrowser(request)) busy.delete(request.socket);
    });
    answer(world, request).then(
      (answered) => {
        if (outage.until() !== null && !isFromBrowser(request)) response.setHeader("connection", "close");
        send(response, answered);
      },
      (fault: unknown) => giveUp(response, fault),
    );
  });

  const url = `http://${host.includes(":") ? `[${host}]` : host}:${listener.port}`;
  return {
    url,
    accountId: account.id,
    applications: {
      lookUp: credentials("look-up"),
      suspend: credentials("suspend"),
      reactivate: credentials("reactivate"),
    },
    eventsToken: account.eventsTokens[0]?.token ?? "",
    controlUrl: `${url}/control`,
    goDown: outage.start,
    close() {
      for (const timer of timers) clearTimeout(timer);
      outage.end();
      account.close();
      return Promise.resolve();
    },
  };

  function credentials(name: ApplicationName): Credentials {
    const application = account.applications.get(name);
    if (application === undefined) throw new Error(`The state file holds no application named ${name}.`);
    return { clientId: application.clientId, clientSecret: application.clientSecret };
  }
}

async function answer(world: World, request: IncomingMessage): Promise<Answer> {
  const target = request.url ?? "/";
  const body = await readBody(request, largestBodyBytes);
  if (body === null) return plainAnswer(413, "Payload Too Large\n");
  const raw = { method: request.method ?? "GET", target, headers: request.headers, body };
  if (!isControlTarget(target)) return handleCall(world, raw);
  return refuseStranger(request) ?? answerControl(world, raw);
}

function send(response: ServerResponse, answered: Answer): void {
  if (!response.destroyed) sendAnswer(response, answered);
}

/** A caller who left while still talking needs no answer; anything else is a fault of this program. */
function giveUp(response: ServerResponse, fault: unknown): void {
  if (response.destroyed) return;
  console.error("The simulated account could not answer a request.", fault);
  send(response, plainAnswer(500, "Internal Server Error\n"));
}
