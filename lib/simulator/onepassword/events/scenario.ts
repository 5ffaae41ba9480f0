import type { Person } from "#lib/simulator/onepassword/person.ts";
import type { EventStream, WireEvent } from "./event.ts";

/** What a scenario may use. `uuid`, `timestamp` and `account_uuid` are filled in where an event leaves them out. */
export interface Stage {
  person: Person;
  /** Who administers the account. */
  admin: Person;
  now: Date;
  emit(stream: EventStream, event: WireEvent): void;
}

export interface Scenario {
  title: string;
  hint: string;
  play(stage: Stage): void;
}
