import type { Signal } from "#lib/domain/signal.ts";

/** What a signal says of its subject once that was erased, as it is stored. */
export const nobodySaid = JSON.stringify({
  onepasswordId: null,
  email: null,
  username: null,
  displayName: null,
  foundAt: null,
} satisfies Signal["subject"]);
