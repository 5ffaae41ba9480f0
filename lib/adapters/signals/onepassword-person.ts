import { nobody } from "#lib/domain/signal.ts";
import { cleanText } from "./clean-text.ts";
import { findFirst, type JsonObject } from "./find-field.ts";
import type { Person } from "./make-person.ts";
import { isServiceAccount, readEmail } from "./read-email.ts";

/** Ids of 1Password have 26 characters, in old recordings 22. Shorter ones, like `1234`, come from tests. */
const shortestId = 20;

/** 1Password's id of a person, in the form that may go into an address of the Users API. */
export function readOnepasswordId(value: unknown): string | null {
  return typeof value === "string" && /^[A-Za-z0-9-]{1,200}$/.test(value.trim()) ? value.trim() : null;
}

/** An id that no other system makes by chance, for fields that may hold anybody's. */
export function readCertainOnepasswordId(value: unknown): string | null {
  return typeof value === "string" && /^[A-Z2-7]{26}$/.test(value.trim()) ? value.trim() : null;
}

/**
 * A person as 1Password's events name one: an id, and beside it or instead of it an e-mail. A service account has an
 * id as well; it is nobody whom anyone could suspend.
 */
export function onepasswordPerson(
  event: JsonObject,
  places: { ids: readonly string[]; details: string },
): Person | null {
  const { ids, details } = places;
  const email = findFirst(event, [`${details}.email`], readEmail);
  const uuid = findFirst(event, [...ids, `${details}.uuid`], readOnepasswordId);
  const displayName = findFirst(event, [`${details}.name`], (value) => cleanText(value, 300))?.value ?? null;
  if (findFirst(event, [`${details}.email`], (value) => isServiceAccount(value) || null)) {
    return displayName === null ? null : { ...nobody, displayName };
  }
  const isId = uuid !== null && (uuid.value.length >= shortestId || email === null);
  if (!isId && !email) return displayName === null ? null : { ...nobody, displayName };
  return {
    ...nobody,
    onepasswordId: isId ? uuid.value : null,
    email: email?.value ?? null,
    displayName,
    foundAt: (isId ? uuid : email)?.at ?? null,
  };
}
