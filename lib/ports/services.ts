import type { GuardRails } from "#lib/domain/guard-rails.ts";
import type { LifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import type { Policy } from "#lib/domain/policy.ts";
import type { Clock, Ids } from "./clock.ts";
import type { Directory } from "./directory.ts";
import type { Seal } from "./seal.ts";
import type { Stores } from "./store.ts";

/** Tells open pages that something changed. Hints carry no data: pages ask for it again. */
export interface Hints {
  publish(hint: Hint): void;
}

export type Hint =
  | { kind: "case"; key: string }
  | { kind: "request"; key: string }
  | { kind: "directory" }
  | { kind: "settings" }
  /** More is sealed, anchored or verified. */
  | { kind: "log" };

/** All that a use-case needs of the world. */
export interface Services {
  stores: Stores;
  clock: Clock;
  ids: Ids;
  directory: Directory;
  policy: Policy;
  settings: LifecycleSettings;
  /** The guard rails until a setting says otherwise. */
  rails: GuardRails;
  hints: Hints;
  seal: Seal;
  /** True only while the demo makes up history: its entries say so. */
  simulated: boolean;
  /** Runs work that goes on after the answer was given. It is waited for when the process ends; faults are logged. */
  start(task: () => Promise<unknown>): void;
}
