import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.kind === "reset") {
    // RST, not FIN: what a caller sees when a machine between the two goes away.
    response.socket?.resetAndDestroy();
    return;
  }
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
  response.end(body);
}
