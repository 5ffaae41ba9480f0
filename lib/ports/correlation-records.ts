/** An event that was taken for a repeat of a signal. */
export interface SignalRepeat {
  id: string;
  signalId: string;
  source: string;
  nativeId: string | null;
  reason: "same_id" | "same_fingerprint";
  receivedAt: Date;
  rawSha256: string;
  raw: Uint8Array;
}

/** A subject that 1Password doesn't know, or not yet: kept under a key of its own until it is linked to a person. */
export interface UnlinkedSubject {
  userId: string;
  accountId: string;
  /** As `ownKeyOf` makes it; null once it was erased. */
  ownKey: string | null;
  /** What a signal said: the address, where it said one. */
  email: string;
  name: string;
  lookKey: string | null;
  linkedTo: string | null;
  linkedAt: Date | null;
  createdAt: Date;
}

/** Whom a source means by an id of an identity provider, as a person said. */
export interface ProviderLink {
  source: string;
  providerId: string;
  userId: string;
  personId: string;
  at: Date;
}
