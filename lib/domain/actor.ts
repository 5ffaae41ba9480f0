import type { Role } from "./roles.ts";

declare const made: unique symbol;

/** Proof that an actor came from one of the makers below and not from an object literal somewhere. */
interface Made {
  readonly [made]: true;
}

/** Somebody who signed in. A person may have several identities; rules compare persons, never accounts. */
export interface PersonActor extends Made {
  readonly kind: "person";
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly iss: string;
  readonly sub: string;
  /** First half of the session's hash: tells sessions apart in the log, signs nobody in. */
  readonly sessionRef: string;
  readonly amr: readonly string[];
  /** When the identity provider saw the person sign in. */
  readonly authTime: Date;
}

/** A machine with a key. It may propose, never decide. */
export interface KeyActor extends Made {
  readonly kind: "key";
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** The product itself: background work that follows from what people decided. */
export interface SystemActor extends Made {
  readonly kind: "system";
  readonly part:
    | "executor"
    | "reconciler"
    | "clock"
    | "intake"
    | "detections"
    | "policy"
    | "directory"
    | "administration"
    | "verifier"
    | "demo";
}

export type Actor = PersonActor | KeyActor | SystemActor;

/**
 * Only the session module, the API-key module and the demo's seed may call the makers: every use-case asks for an
 * actor, so forgetting to authenticate is a type error. The linter keeps others out.
 */
export function makePersonActor(input: Omit<PersonActor, "kind" | typeof made>): PersonActor {
  return { kind: "person", ...input } as PersonActor;
}

export function makeKeyActor(input: Omit<KeyActor, "kind" | typeof made>): KeyActor {
  return { kind: "key", ...input } as KeyActor;
}

export function makeSystemActor(part: SystemActor["part"]): SystemActor {
  return { kind: "system", part } as SystemActor;
}
