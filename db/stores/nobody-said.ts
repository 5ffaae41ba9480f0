import { nobody } from "#lib/domain/signal.ts";

/** What a signal says of its subject once that was erased, as it is stored. */
export const nobodySaid = JSON.stringify(nobody);
