/** What 1Password's audit events say happened to somebody since they were suspended, and how far they can say it. */
export interface MeanwhileView {
  /** When the person was suspended; null where nothing here knows, and the last days are shown instead. */
  since: string | null;
  /** From when the events are known; null where nobody was watching at all. */
  watchedFrom: string | null;
  /** Until when they were read. */
  watchedUntil: string | null;
  /** Newest first. */
  events: MeanwhileEvent[];
  /** Older ones that aren't listed. */
  more: number;
}

export interface MeanwhileEvent {
  at: string;
  kind: "group" | "vault" | "factor" | "device" | "recovery" | "state" | "other";
  /** In plain words. */
  what: string;
  /** Id of the group, vault or device; null where the event is about the person themself. */
  objectId: string | null;
  /** Who did it, as 1Password names them; null where it doesn't. */
  by: string | null;
}
