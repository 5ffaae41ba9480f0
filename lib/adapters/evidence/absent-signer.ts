import type { LogSigner } from "#lib/ports/seal.ts";

/** The log's signer in a process that was started without the key: it knows the log's name and signs nothing. */
export function createAbsentSigner(logOrigin: string): LogSigner {
  const refuse = () => {
    throw new Error("This process was started without the log's key, so it signs nothing.");
  };
  return {
    exclusively: () => Promise.reject(new Error("This process was started without the log's key.")),
    origin: (epoch) => `${logOrigin}/${epoch}`,
    state: () => null,
    remember: refuse,
    sign: refuse,
    signBytes: refuse,
    vkey: refuse,
  };
}
