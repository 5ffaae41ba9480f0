/** Whether what a request rests on comes from the one who makes it: its requester, or the machine that proposed it. */
export type SingleOrigin = "requester" | "proposer";

export const singleOriginWords: Readonly<Record<SingleOrigin, string>> = {
  requester: "Single origin: whoever asks is the only one who reported it.",
  proposer: "Single origin: what proposed this is the only one that reported it.",
};

/** Every cause has to be of that origin: a second, independent one is what the mark tells apart. */
export function singleOrigin(input: {
  causes: readonly { reporterPersonId: string | null; source: string }[];
  requesterPersonId: string;
  /** Name of the source or key that proposed; null where a person asked. */
  proposedBy: string | null;
  /** Accounts of one person count as one. */
  personOf: (id: string) => string;
}): SingleOrigin | null {
  const { causes, proposedBy, personOf } = input;
  if (causes.length === 0) return null;
  const requester = personOf(input.requesterPersonId);
  if (causes.every(({ reporterPersonId: id }) => id !== null && personOf(id) === requester))
    return "requester";
  if (proposedBy !== null && causes.every(({ source }) => source === proposedBy)) return "proposer";
  return null;
}
