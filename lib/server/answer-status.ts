import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

const place = globalThis as { countersignAnswers?: AsyncLocalStorage<ServerResponse> };

/** For answers that Next gives before `proxy.ts` runs: redirects of odd addresses, its own refusals. They show nothing. */
const barest = {
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
};

/**
 * Takes note of each request's answer: it gets the barest headers at once, and an action can state its status. To be
 * called before requests come. Next answers every action 200, a refused one too, and programs in between would take a
 * refusal for success.
 */
export function watchAnswers(): void {
  if (place.countersignAnswers !== undefined) return;
  const answers = new AsyncLocalStorage<ServerResponse>();
  place.countersignAnswers = answers;
  subscribe("http.server.request.start", (message) => {
    const { response } = message as { response: ServerResponse };
    for (const [name, value] of Object.entries(barest)) response.setHeader(name, value);
    // Published by Node in the same turn in which it calls the handler: what is entered here holds for it.
    answers.enterWith(response);
  });
}

/** Sets the status of the answer under way, where it is known and not sent yet. */
export function setAnswerStatus(status: number): void {
  const response = place.countersignAnswers?.getStore();
  if (response !== undefined && !response.headersSent) response.statusCode = status;
}
