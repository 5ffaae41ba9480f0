import type { CaseRecord, SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** What would have been written. */
export interface DryRun {
  services: Services;
  signals: SignalRecord[];
  openedCases: CaseRecord[];
}

/**
 * The same world, in which nothing is kept: it reads the real stores, and every write ends here. So a dry run is the
 * code of the intake itself, not another that says what that would do. 1Password isn't asked, and nobody is told.
 */
export function asDryRun(services: Services): DryRun {
  const signals: SignalRecord[] = [];
  const openedCases: CaseRecord[] = [];
  const { stores } = services;
  const nothing = () => Promise.resolve();
  const noKey = { kid: "dry-run", key: new Uint8Array(32), generation: 1 };
  const noAnswer = {
    ok: false,
    code: "unreachable",
    message: "A test asks nobody.",
    exchange: null,
  } as const;
  return {
    signals,
    openedCases,
    services: {
      ...services,
      hints: { publish: () => undefined },
      start: () => undefined,
      directory: {
        ...services.directory,
        readUser: () => Promise.resolve(noAnswer),
        listUsers: () => Promise.resolve(noAnswer),
      },
      stores: {
        ...stores,
        commit: nothing,
        nextNumber: () => Promise.resolve(0),
        nextNumbers: (_of, count) => Promise.resolve(Array.from({ length: count }, () => 0)),
        keys: {
          ...stores.keys,
          forHolder: () => Promise.resolve(noKey),
          forHolders: (holders) => Promise.resolve(new Map(holders.map((holder) => [holder, noKey]))),
        },
        subjects: { ...stores.subjects, saveReading: nothing, saveListing: nothing },
        sources: { ...stores.sources, forgetDelivery: nothing, countDelivery: nothing },
        signals: {
          ...stores.signals,
          insertAll: (added) => {
            signals.push(...added.map(({ record }) => record));
            return stores.signals.insertAll(added);
          },
        },
        cases: {
          ...stores.cases,
          saveAll: (changes) => {
            openedCases.push(...changes.flatMap(({ before, after }) => (before === null ? [after] : [])));
            return stores.cases.saveAll(changes);
          },
        },
      },
    },
  };
}
