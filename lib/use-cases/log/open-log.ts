import { DomainError } from "#lib/domain/errors.ts";
import { LogFault, type LogSigner, type Seal } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Stores } from "#lib/ports/store.ts";
import type { Sealer } from "./create-sealer.ts";
import { requireRightLog } from "./seal-log.ts";

/**
 * Looks, before anything is written, whether the database still holds what was signed last. Where it doesn't (an older
 * backup, a rolled-back disk, a lost memory of the signer) the sealer halts: nothing is written and nothing is sent.
 */
export async function openLog(
  { stores }: Pick<Services, "stores">,
  signer: LogSigner,
  sealer: Pick<Sealer, "halt">,
): Promise<void> {
  try {
    await requireRightLog(stores.tree, signer);
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    sealer.halt(error);
  }
}

/** Once the log can't be trusted nothing is written on top of it; reading goes on. */
export function writableWhileSealing(stores: Stores, seal: Pick<Seal, "standing">): Stores {
  return {
    ...stores,
    async commit(statements) {
      const standing = seal.standing();
      if (standing.state === "halted") throw new DomainError("log_halted", { problem: standing.problem });
      await stores.commit(statements);
    },
  };
}
