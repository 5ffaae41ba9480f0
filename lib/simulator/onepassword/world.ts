import type { Account } from "./account.ts";
import type { AnsweredCalls } from "./answered-calls.ts";
import type { FaultScript } from "./fault-script.ts";
import type { HeldEffects } from "./held-effects.ts";

/** The account and what is armed against its callers, as both doors share them. */
export interface World {
  account: Account;
  faults: FaultScript;
  /** Address of the console, for a link back; null when nobody said. */
  consoleUrl: string | null;
  /** When connections are accepted again, by the machine's clock; null while they are. */
  downUntil(): Date | null;
  /** Refuses new connections and cuts those that speak to the API. 0 ends it. */
  goDown(ms: number): void;
  wait(ms: number): Promise<void>;
  later(ms: number, task: () => void): void;
  held: HeldEffects;
  answered: AnsweredCalls;
}
