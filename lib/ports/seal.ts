import { sharedError } from "#lib/domain/shared-error.ts";
/** Where sealing stands: `halted` until somebody repairs it, `failing` while it is tried again by itself. */
export type SealStanding =
  | { state: "sealing" }
  | { state: "failing"; since: Date; problem: string }
  | { state: "halted"; since: Date; problem: string };

/** Sees to it that an entry is sealed before a call leaves. */
export interface Seal {
  /** Resolves once everything committed so far is sealed; rejects when that takes longer than `withinMs`. */
  sealNow(withinMs: number): Promise<void>;
  /** Seals without anybody waiting: at once, or within so many ms. A round that begins before does it too. */
  sealSoon(withinMs?: number): void;
  standing(): SealStanding;
}

/** How the processes of one database speak of sealing: who hasn't the key asks, and who has it answers. */
export interface SealCalls {
  /** Asks whoever has the key to seal now. */
  ask(): Promise<void>;
  /** Calls `seal` whenever somebody asked, until this is closed. */
  answer(seal: () => void): Promise<void>;
  /** Tells those who wait that something was sealed. */
  tellSealed(): Promise<void>;
  /** Resolves when it is time to look whether it was sealed, after `withinMs` at the latest. */
  nextLook(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

/** The last tree that was signed, kept outside the database so that an older database is noticed. */
export interface SignerState {
  origin: string;
  size: number;
  /** Lower-case hex. */
  root: string;
}

/** Taken by one process at a time; it falls with its process. */
export interface ProcessLock {
  tryTake(): boolean;
  free(): void;
}

/** The key of the log with its memory. */
export interface LogSigner {
  /** Runs while no other process of this key's state does. Rejects with `SignerBusy` after a while of waiting. */
  exclusively<T>(run: () => Promise<T>): Promise<T>;
  /** `LOG_ORIGIN/<epoch>`. */
  origin(epoch: number): string;
  /** What was signed last; null before the first time. */
  state(): SignerState | null;
  /** Durable before it returns. */
  remember(state: SignerState): void;
  /** Signs a checkpoint's text; Ed25519 gives the same note each time. */
  sign(origin: string, text: string): string;
  /** Signs what is no note, e.g. an evidence package's manifest: the bare Ed25519 signature. */
  signBytes(bytes: Uint8Array): Uint8Array;
  /** The verification key of an epoch, in C2SP vkey form. */
  vkey(origin: string): string;
}

/** Another process sealed all the while. */
export class SignerBusy extends sharedError("signer busy") {
  override name = "SignerBusy";
}

/** The log isn't what it has to be: nothing may be sealed on top of it. The message says what, and what to do. */
export class LogFault extends sharedError("log fault") {
  override name = "LogFault";
}

/** Takes signed checkpoints to where the console can't change them any more. */
export interface Anchor {
  /** Stable, e.g. `file`. */
  name: string;
  /** Where to, for people: a path or host, never with credentials. */
  place: string;
  take(note: string, at: Date): Promise<void>;
}
