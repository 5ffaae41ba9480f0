/** Why a token was not taken, in the codes of RFC 8935, 2.4. */
export const setErrors = [
  "invalid_request",
  "invalid_key",
  "invalid_issuer",
  "invalid_audience",
  "authentication_failed",
  "access_denied",
] as const;
export type SetError = (typeof setErrors)[number];

/** Sent again it would be refused again. */
export interface RefusedSet {
  ok: false;
  err: SetError;
  /** For whoever runs the transmitter. Says nothing of what the stream expects. */
  description: string;
}

export function fail(err: SetError, description: string): RefusedSet {
  return { ok: false, err, description };
}
