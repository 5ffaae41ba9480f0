/** Whether what a request rests on comes from the one who makes it: its requester, or the machine that proposed it. */
export type SingleOrigin = "requester" | "proposer";

export const singleOriginWords: Readonly<Record<SingleOrigin, string>> = {
  requester: "Single origin: whoever asks is the only one who reported it.",
  proposer: "Single origin: what proposed this is the only one that reported it.",
};

/** Whether a signal comes from whoever asks or what proposed; null for an independent one. */
export function originOf(
  signal: { reporterPersonId: string | null; source: string },
  by: {
    requesterPersonId: string;
    /** Name of the source or key that proposed; null where a person asked. */
    proposedBy: string | null;
    /** Accounts of one person count as one. */
    personOf: (id: string) => string;
  },
): SingleOrigin | null {
  const { reporterPersonId: reporter } = signal;
  if (reporter !== null && by.personOf(reporter) === by.personOf(by.requesterPersonId)) return "requester";
  return by.proposedBy !== null && signal.source === by.proposedBy ? "proposer" : null;
}

/** What all causes have in common: one independent cause is enough to make it null. */
export function singleOrigin(origins: readonly (SingleOrigin | null)[]): SingleOrigin | null {
  const [first] = origins;
  return first !== undefined && origins.every((origin) => origin === first) ? first : null;
}
