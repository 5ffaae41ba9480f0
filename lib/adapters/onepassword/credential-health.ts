import type { Credential } from "#lib/domain/directory.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { CredentialHealth } from "#lib/ports/directory.ts";

export interface HealthBook {
  worked: (credential: Credential) => void;
  failed: (credential: Credential, failure: { code: string; message: string }) => void;
  all: () => CredentialHealth[];
}

/** Codes that say something about a person, not about the credential that asked: it worked. */
const aboutPeople = new Set(["user_not_found", "last_owner"]);
/** Codes of calls that were never made, so nothing was learned. */
const aboutNothing = new Set(["invalid_id", "too_late"]);

/** Remembers how each of the three applications has been doing since this process started. */
export function createHealthBook(clock: Clock): HealthBook {
  const empty = (credential: Credential): CredentialHealth => ({
    credential,
    lastSuccessAt: null,
    lastFailureAt: null,
    lastFailure: null,
  });
  const book = {
    "look-up": empty("look-up"),
    suspend: empty("suspend"),
    reactivate: empty("reactivate"),
  } satisfies Record<Credential, CredentialHealth>;

  const worked = (credential: Credential) => {
    book[credential].lastSuccessAt = clock.now();
  };
  return {
    worked,
    failed: (credential, { code, message }) => {
      if (aboutNothing.has(code)) return;
      if (aboutPeople.has(code)) worked(credential);
      else Object.assign(book[credential], { lastFailureAt: clock.now(), lastFailure: { code, message } });
    },
    all: () => Object.values(book).map((health) => ({ ...health })),
  };
}
