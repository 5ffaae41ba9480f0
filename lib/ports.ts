// MOVED: import from "#lib/ports/directory.ts" and "#lib/ports/clock.ts". This file goes away within minutes.
export type * from "./ports/directory.ts";
export type * from "./ports/clock.ts";
