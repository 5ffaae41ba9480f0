/** The streams of 1Password's Events API, by their names there. */
export const seenStreams = ["signinattempts", "auditevents", "itemusages"] as const;
export type SeenStream = (typeof seenStreams)[number];

/** Somebody whom an event names. All null: it names nobody there. */
export interface Party {
  id: string | null;
  /** In lower case. */
  email: string | null;
  name: string | null;
  /** False for service accounts, applications and the system: nobody whom one could suspend. */
  isPerson: boolean;
}

interface Seen {
  /** The sender's id of the event. */
  uuid: string;
  at: Date;
  ip: string | null;
  /** In capitals: an ISO code where the event has one or a name that is one's, else the word as it came. */
  country: string | null;
}

export interface SeenSignIn extends Seen {
  stream: "signinattempts";
  /** In lower case, as are `type`, `action` and `objectType` below; empty where the event has none. */
  category: string;
  type: string;
  user: Party;
  app: string | null;
}

export interface SeenAudit extends Seen {
  stream: "auditevents";
  action: string;
  objectType: string;
  /** Whom or what it was done to; for vaults, groups and accounts only the id says something. */
  object: Party;
  actor: Party;
  /** The other one: the member, or who was given access. */
  aux: Party;
  auxInfo: string | null;
}

export interface SeenUsage extends Seen {
  stream: "itemusages";
  action: string;
  /** Ids in lower case. */
  itemId: string | null;
  vaultId: string | null;
  user: Party;
}

/** What the detections know of an event of 1Password's, whichever way it came. */
export type SeenEvent = SeenSignIn | SeenAudit | SeenUsage;

/** By id where both have one, else by e-mail; never by name. */
export function isSame(one: Party, other: Party): boolean {
  if (one.id !== null && other.id !== null) return one.id === other.id;
  return one.email !== null && one.email === other.email;
}

export function isNobody({ id, email }: Party): boolean {
  return id === null && email === null;
}

/** One word for somebody, for counting apart. */
export function wordFor({ id, email }: Party): string {
  return id ?? email ?? "";
}

/** Whether the audit event is one of these actions on one of these types of object. */
export function isAct(
  event: SeenEvent,
  actions: readonly string[],
  objectTypes: readonly string[],
): event is SeenAudit {
  return (
    event.stream === "auditevents" && actions.includes(event.action) && objectTypes.includes(event.objectType)
  );
}

export function isSuccess(event: SeenEvent): event is SeenSignIn {
  return event.stream === "signinattempts" && event.category === "success";
}
