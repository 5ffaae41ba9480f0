import type { BrowserContext } from "@playwright/test";
import { findAction } from "./find-actions.ts";
import { sendRaw, type RawAnswer } from "./send-raw.ts";

export interface HandmadeCall {
  url: string;
  /** Name of the exported action. */
  action: string;
  input: unknown;
  /** `Cookie` header; empty for nobody. */
  cookie: string;
  /** Replace or, where undefined, leave out what an honest page sends. */
  headers?: Record<string, string | undefined>;
  body?: string | Buffer;
  /** Address of the page that it is called on. */
  path?: string;
}

/** Calls a server action as a page would, by hand. */
export function callAction(call: HandmadeCall): Promise<RawAnswer> {
  const action = findAction(call.action);
  const honest: Record<string, string | undefined> = {
    accept: "text/x-component",
    "content-type": "text/plain;charset=UTF-8",
    "next-action": action.id,
    origin: call.url,
    "sec-fetch-site": "same-origin",
    ...(call.cookie === "" ? {} : { cookie: call.cookie }),
    ...call.headers,
  };
  const headers = Object.entries(honest).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return sendRaw({
    url: `${call.url}${call.path ?? action.path}`,
    method: "POST",
    headers: Object.fromEntries(headers),
    body: call.body ?? JSON.stringify([call.input]),
  });
}

/** What a browser context would send as its `Cookie` header. */
export async function cookieIn(context: BrowserContext, url: string): Promise<string> {
  const cookies = await context.cookies(url);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
