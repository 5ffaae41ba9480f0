import type { Account } from "./account.ts";
import { errorAnswer, type HttpAnswer, jsonAnswer } from "./answer.ts";
import type { Call } from "./call.ts";
import { checkAccess } from "./check-access.ts";
import { makePageToken, readPageToken } from "./page-token.ts";
import { type Person, toWireUser } from "./person.ts";

const defaultPageSize = 25;
const largestPageSize = 1000;
const largestInt32 = 2_147_483_647;

const filters = new Map<string, (person: Person) => boolean>([
  ["", () => true],
  ["user.isActive()", (person) => person.state === "ACTIVE"],
  ["user.isSuspended()", (person) => person.state === "SUSPENDED"],
]);

/** The list operation. Query names that it doesn't know, camelCase ones among them, are ignored. */
export function listUsers(account: Account, call: Call): HttpAnswer {
  const access = checkAccess(account, call, "list");
  if (!access.allowed) return access.answer;
  const filter = call.query.get("filter") ?? "";
  const accept = filters.get(filter);
  if (accept === undefined) return errorAnswer(3, "invalid_filter");
  const limit = readPageSize(call.query.get("max_page_size") ?? "");
  if (limit === null) return errorAnswer(3, "invalid_max_page_size");
  const token = call.query.get("page_token") ?? "";
  const place = token === "" ? null : readPageToken(account.id, token, account.now());
  if (token !== "" && place?.filter !== filter) return errorAnswer(3, "invalid_page_token");

  const from = place === null ? {} : { after: place.after };
  const { people, more } = account.people.slice({ ...from, limit, accept });
  const results = people.map((person) => toWireUser(account.id, person));
  const last = people.at(-1);
  if (!more || last === undefined) return jsonAnswer(200, { results });
  const next = makePageToken(account.id, { after: last.id, filter }, account.now());
  return jsonAnswer(200, { results, next_page_token: next });
}

export function getUser(account: Account, call: Call): HttpAnswer {
  const access = checkAccess(account, call, "get");
  if (!access.allowed) return access.answer;
  const person = findPerson(account, call.userId);
  return person === null ? userNotFound() : jsonAnswer(200, toWireUser(account.id, person));
}

export function findPerson(account: Account, userId: string | null): Person | null {
  const person = account.people.find(userId ?? "");
  return person === undefined || person.gone || person.vanished ? null : person;
}

export function userNotFound(): HttpAnswer {
  return errorAnswer(5, "user_not_found");
}

function readPageSize(text: string): number | null {
  if (text === "") return defaultPageSize;
  if (!/^\d{1,10}$/u.test(text)) return null;
  const size = Number(text);
  if (size > largestInt32) return null;
  return size === 0 ? defaultPageSize : Math.min(size, largestPageSize);
}
