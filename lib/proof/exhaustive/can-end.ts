import { isEnded } from "#lib/domain/request.ts";
import type { Model } from "./model.ts";
import { worldOf } from "./world-key.ts";

/** Two numbers a move, ten million moves: plain memory, doubled when full. */
export interface Pairs {
  add: (from: number, to: number) => void;
  read: () => { numbers: Int32Array; count: number };
}

export function growingPairs(): Pairs {
  let numbers = new Int32Array(1 << 20);
  let count = 0;
  return {
    add: (from, to) => {
      if (2 * count + 2 > numbers.length) {
        const grown = new Int32Array(numbers.length * 2);
        grown.set(numbers);
        numbers = grown;
      }
      numbers[2 * count] = from;
      numbers[2 * count + 1] = to;
      count++;
    },
    read: () => ({ numbers, count }),
  };
}

/**
 * A state from which fair moves don't lead to an end of every request with the user released, or null. Found by
 * walking the fair moves backwards from all such ends.
 */
export function canEndFrom(given: { model: Model; keys: readonly string[]; fair: Pairs }): number | null {
  const { model, keys, fair } = given;
  const { numbers, count } = fair.read();
  const starts = new Int32Array(keys.length + 1);
  for (let each = 0; each < count; each++) {
    const to = (numbers[2 * each + 1] ?? 0) + 1;
    starts[to] = (starts[to] ?? 0) + 1;
  }
  for (let each = 0; each < keys.length; each++)
    starts[each + 1] = (starts[each + 1] ?? 0) + (starts[each] ?? 0);
  const filled = starts.slice();
  const sources = new Int32Array(count);
  for (let each = 0; each < count; each++) {
    const to = numbers[2 * each + 1] ?? 0;
    const place = filled[to] ?? 0;
    sources[place] = numbers[2 * each] ?? 0;
    filled[to] = place + 1;
  }

  const ends = new Uint8Array(keys.length);
  const stack: number[] = [];
  for (const [index, key] of keys.entries()) {
    if (worldOf(key).requests.every((id) => id === 0 || isOverWith(model, id))) {
      ends[index] = 1;
      stack.push(index);
    }
  }
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    for (let each = starts[index] ?? 0; each < (starts[index + 1] ?? 0); each++) {
      const from = sources[each] ?? 0;
      if (ends[from] === 1) continue;
      ends[from] = 1;
      stack.push(from);
    }
  }
  const stuck = ends.indexOf(0);
  return stuck === -1 ? null : stuck;
}

function isOverWith(model: Model, id: number): boolean {
  const { status, holdsUser } = model.filed(id).lifecycle;
  return isEnded(status) && !holdsUser;
}
