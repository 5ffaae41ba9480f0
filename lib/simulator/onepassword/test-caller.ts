import { onTestFinished } from "vitest";
import { z } from "zod";
import type { ApplicationName, CallEntry, EffectEntry } from "./ledger.ts";
import { type OnePassword, type OnePasswordOptions, startOnePassword } from "./server.ts";

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

/** An account that lives as long as the test. */
export async function startForTest(options: Partial<OnePasswordOptions> = {}): Promise<OnePassword> {
  const account = await startOnePassword({ port: 0, people: 120, ...options });
  onTestFinished(() => account.close());
  return account;
}

export function basic(account: OnePassword, name: ApplicationName): string {
  const { lookUp, suspend, reactivate } = account.applications;
  const { clientId, clientSecret } = { "look-up": lookUp, suspend, reactivate }[name];
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
}

export async function requestToken(account: OnePassword, name: ApplicationName): Promise<string> {
  const answer = await fetch(`${account.url}/v1/oauth/token`, {
    method: "POST",
    headers: { authorization: basic(account, name) },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return tokenAnswer.parse(await answer.json()).access_token;
}

/** A caller with one application's token, as the console would be. */
export async function callAs(account: OnePassword, name: ApplicationName, generation = "v1") {
  const token = await requestToken(account, name);
  const users = `${account.url}/${generation}/accounts/${account.accountId}/users`;
  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(`${users}${path}`, {
      method,
      redirect: "manual",
      headers: { authorization: `Bearer ${token}`, "user-agent": "Countersign/0.0.0", ...headers },
    });
  return {
    list: (query: Record<string, string> = {}) => send("GET", `?${new URLSearchParams(query).toString()}`),
    get: (id: string) => send("GET", `/${id}`),
    act: (id: string, verb: "suspend" | "reactivate", headers: Record<string, string> = {}) =>
      send("POST", `/${id}:${verb}`, headers),
  };
}

/** Speaks to the control door and insists on success. */
export async function control<Answer = unknown>(
  account: OnePassword,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const write = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`${account.controlUrl}${path}`, body === undefined ? {} : write);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

export async function effects(account: OnePassword, query = ""): Promise<EffectEntry[]> {
  return (await control<{ items: EffectEntry[] }>(account, `/ledger/effects${query}`)).items;
}

export async function calls(account: OnePassword, query = ""): Promise<CallEntry[]> {
  return (await control<{ items: CallEntry[] }>(account, `/ledger/calls${query}`)).items;
}

/** The id of somebody who is in every account. */
export async function idOf(account: OnePassword, name: string): Promise<string> {
  const people = await control<{ id: string; name: string }[]>(account, "/known-people");
  const found = people.find((person) => person.name.startsWith(name));
  if (found === undefined) throw new Error(`Nobody is called ${name}.`);
  return found.id;
}

export async function stateOf(account: OnePassword, id: string): Promise<string> {
  return (await control<{ state: string }>(account, `/users/${id}`)).state;
}
