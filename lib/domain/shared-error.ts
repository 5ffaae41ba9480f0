const mark = Symbol.for("countersign.error");

/**
 * The base of an error that others recognise. The build makes a copy of every module for the start, another one for
 * routes and another for pages, and what is thrown in one is caught in another: `instanceof` asks for the kind here, which
 * all copies share, and not for the very class.
 */
export function sharedError(kind: string) {
  return class extends Error {
    readonly [mark] = kind;

    static override [Symbol.hasInstance](value: unknown): boolean {
      return typeof value === "object" && value !== null && mark in value && value[mark] === kind;
    }
  };
}
