import type { Person, PersonPatch, PersonState } from "./person.ts";

/** Everybody in the account, in the one order that listings keep: by id. */
export interface People {
  find(id: string): Person | undefined;
  /** Some of those that are listed, after `after` in the order of ids; `more` tells whether others follow. */
  slice(input: SliceInput): { people: Person[]; more: boolean };
  before(id: string): Person | undefined;
  activeOwners(): number;
  count(state?: PersonState): number;
  setState(id: string, state: PersonState): void;
  patch(id: string, patch: PersonPatch): void;
  /** Everybody that differs from the seed in something else than state; what the journal has to keep. */
  patches(): ReadonlyMap<string, PersonPatch>;
}

export interface SliceInput {
  after?: string;
  limit: number;
  accept?: (person: Person) => boolean;
}

export function createPeople(seeded: readonly Person[]): People {
  const byId = new Map(seeded.map((person) => [person.id, { ...person }]));
  const ids = [...byId.keys()].toSorted();
  const patches = new Map<string, PersonPatch>();

  return {
    find: (id) => byId.get(id),
    slice({ after, limit, accept }) {
      const people: Person[] = [];
      for (let at = after === undefined ? 0 : firstAfter(ids, after); at < ids.length; at += 1) {
        const person = byId.get(ids[at] ?? "");
        if (person === undefined || person.gone || accept?.(person) === false) continue;
        if (people.length === limit) return { people, more: true };
        people.push(person);
      }
      return { people, more: false };
    },
    before(id) {
      const at = firstAfter(ids, id) - 1;
      return byId.get(ids[ids[at] === id ? at - 1 : at] ?? "");
    },
    activeOwners: () => countWhere(byId, (person) => person.role === "owner" && person.state === "ACTIVE"),
    count: (state) => countWhere(byId, (person) => state === undefined || person.state === state),
    setState(id, state) {
      const person = byId.get(id);
      if (person !== undefined) person.state = state;
    },
    patch(id, patch) {
      const person = byId.get(id);
      if (person === undefined) return;
      Object.assign(person, patch);
      patches.set(id, { ...patches.get(id), ...patch });
    },
    patches: () => patches,
  };
}

/** Index of the first id that sorts after `id`, which itself need not exist any more. */
function firstAfter(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? "") <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countWhere(byId: Map<string, Person>, accept: (person: Person) => boolean): number {
  let count = 0;
  for (const person of byId.values()) if (!person.gone && accept(person)) count += 1;
  return count;
}
