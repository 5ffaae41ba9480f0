import type { Services } from "#lib/ports/services.ts";

/** How far the history was told. Kept with the other answers to "was this done before?". */
export interface Bookmarks {
  /** The end of the history as fixed when it was begun; null when it wasn't. */
  begun(): Promise<Date | null>;
  begin(end: Date): Promise<void>;
  has(scene: string): Promise<boolean>;
  put(scene: string): Promise<void>;
  isOver(): Promise<boolean>;
  close(): Promise<void>;
}

const scope = "demo-history";

export function openBookmarks({ stores, clock }: Pick<Services, "stores" | "clock">): Bookmarks {
  const find = (key: string) => stores.idempotency.find(scope, key);
  const insert = (key: string, answer: string) =>
    stores.commit([stores.idempotency.insert({ scope, key, bodySha256: "", answer, at: clock.now() })]);
  return {
    begun: async () => {
      const begun = await find("begin");
      return begun && new Date(begun.answer);
    },
    begin: (end) => insert("begin", end.toISOString()),
    has: async (scene) => (await find(`scene ${scene}`)) !== null,
    put: (scene) => insert(`scene ${scene}`, ""),
    isOver: async () => (await find("over")) !== null,
    close: () => insert("over", ""),
  };
}
