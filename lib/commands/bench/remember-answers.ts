import type { Stores } from "#lib/ports/store.ts";

export interface RememberedStores {
  stores: Stores;
  /** From now on a question that was never asked before is a fault: whoever measures must know that nothing was read. */
  forbidQuestions(): void;
}

type Method = (...input: unknown[]) => unknown;

/**
 * Stores that ask the real ones each question once and answer from memory ever after. What keeps sessions alive is
 * dropped, for it is a write.
 */
export function rememberAnswers(real: Stores): RememberedStores {
  const answers = new Map<string, unknown>();
  let isForbidden = false;
  const remember = (name: string, store: object): object =>
    new Proxy(store, {
      get(target, property) {
        const method: unknown = Reflect.get(target, property);
        if (typeof method !== "function") return method;
        if (property === "touch") return () => Promise.resolve();
        return (...input: unknown[]) => {
          const question = JSON.stringify([name, String(property), input]);
          if (!answers.has(question)) {
            if (isForbidden) throw new Error(`The bare console asked its database: ${question}`);
            answers.set(question, (method as Method)(...input));
          }
          return answers.get(question);
        };
      },
    });
  const entries = Object.entries(real).map(([name, part]: [string, unknown]) => [
    name,
    typeof part === "object" && part !== null ? remember(name, part) : part,
  ]);
  return {
    stores: Object.fromEntries(entries) as Stores,
    forbidQuestions() {
      isForbidden = true;
    },
  };
}
