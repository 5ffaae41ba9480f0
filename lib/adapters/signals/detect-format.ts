import type { Signal } from "#lib/domain/signal.ts";
import { type JsonObject, isObject, memberOf } from "./find-field.ts";

export type EventFormat = Extract<Signal["format"], "generic" | "onepassword.signin">;

/** Tells whose shape an event has by its keys, compared without case. `generic` fits everything. */
export function detectFormat(event: JsonObject): EventFormat {
  const isSignin =
    isObject(memberOf(event, "target_user")?.value) && has(event, "category") && has(event, "type");
  return isSignin ? "onepassword.signin" : "generic";
}

/** A source's preset says what to expect. Without one, or where the event is of no such shape, its keys decide. */
export function formatFor(preset: string, event: JsonObject): EventFormat {
  return preset === "generic" ? "generic" : detectFormat(event);
}

function has(event: JsonObject, name: string): boolean {
  return typeof memberOf(event, name)?.value === "string";
}
