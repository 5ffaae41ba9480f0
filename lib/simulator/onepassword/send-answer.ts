import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

const pieces = 20;

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.kind === "reset") {
    // RST, not FIN: what a caller sees when a machine between the two goes away.
    response.socket?.resetAndDestroy();
    return;
  }
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
  if (answer.dripMs === undefined || body.length === 0) response.end(body);
  else drip(response, body, answer.dripMs);
}

/** Always alive and never done: what only a limit on the whole call ends. */
function drip(response: ServerResponse, body: Buffer, dripMs: number): void {
  const size = Math.ceil(body.length / pieces);
  let sent = 0;
  const timer = setInterval(() => {
    const piece = body.subarray(sent, sent + size);
    sent += piece.length;
    if (sent < body.length) response.write(piece);
    else {
      clearInterval(timer);
      response.end(piece);
    }
  }, dripMs / pieces);
  response.on("close", () => clearInterval(timer));
}
