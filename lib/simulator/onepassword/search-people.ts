import type { Account } from "./account.ts";
import type { Person } from "./person.ts";

/** People whose name, address, id, title or state holds the text, without regard to case. */
export function searchPeople(
  account: Account,
  { q, after, limit }: { q: string; after?: string | undefined; limit: number },
): { people: Person[]; more: boolean } {
  const text = q.trim().toLowerCase();
  const holds = (part: string) => part.toLowerCase().includes(text);
  return account.people.slice({
    ...(after === undefined ? {} : { after }),
    limit,
    accept: (person) =>
      text === "" ||
      holds(person.displayName) ||
      holds(person.email) ||
      holds(person.id) ||
      holds(person.title) ||
      person.state.toLowerCase() === text,
  });
}
