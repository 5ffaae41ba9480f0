import { defaultGuardRails, type GuardRails } from "#lib/domain/guard-rails.ts";

/** For proofs of other rules, which suspend more in a minute than any team does in a year. */
export const unrailed: GuardRails = {
  ...defaultGuardRails({ demo: true }),
  suspensionsPerPersonHour: 10_000,
  brakeMost: 10_000,
};
