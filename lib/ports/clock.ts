/** Time as the use-cases know it. The domain never asks for it by itself. */
export interface Clock {
  now(): Date;
}

/** Makes ids: UUIDv7, so that they sort by time of making. */
export interface Ids {
  next(): string;
}
