import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { type HttpAnswer, jsonAnswer } from "./answer.ts";

/** Whether a request is for the control door or the page, not for the Users API. */
export function isControlTarget(target: string): boolean {
  return /^\/(?:$|\?|control(?:$|[/?]))/u.test(target);
}

/** Browsers say where a request comes from; programs don't. */
export function isFromBrowser(request: IncomingMessage): boolean {
  return request.headers["sec-fetch-site"] !== undefined;
}

/**
 * The control door is for programs of this machine and for its own page. Another site's page that happens to be open
 * in a browser here reaches loopback as well, by a name of its own or by a form: both are turned away.
 */
export function refuseStranger(request: IncomingMessage): HttpAnswer | null {
  const { host = "" } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const isWrite = request.method !== "GET" && request.method !== "HEAD";
  if (!isLoopback(request.socket.remoteAddress ?? "") || !isLoopback(hostName(host))) {
    return refuse("The control door is open on loopback only.");
  }
  if (isWrite && site !== undefined && site !== "same-origin" && site !== "none") {
    return refuse("The control door takes no orders from other sites.");
  }
  if (request.method === "POST" && !/^application\/json\b/u.test(request.headers["content-type"] ?? "")) {
    return jsonAnswer(415, { error: "The control door takes application/json." });
  }
  return null;
}

function refuse(error: string): HttpAnswer {
  return jsonAnswer(403, { error });
}

function hostName(host: string): string {
  return host.replace(/:\d+$/u, "").replace(/^\[|\]$/gu, "");
}

function isLoopback(name: string): boolean {
  const address = name.replace(/^::ffff:/u, "");
  return name === "localhost" || address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
}
