import { uuidv7 } from "uuidv7";
import { writePolicy } from "#lib/adapters/evidence/policy-file.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { LogFault, type SignerState } from "#lib/ports/seal.ts";
import { openEpoch } from "#lib/use-cases/log/open-epoch.ts";
import { reportKeys } from "#lib/use-cases/log/report-log.ts";
import { requireExtension } from "#lib/use-cases/log/seal-log.ts";
import { AdminProblem, type Place } from "./open-place.ts";

/** Opens the next epoch where the log can't go on; refuses where it can, for an epoch tells a loss for good. */
export async function openNextEpoch(place: Place, reason: string): Promise<string> {
  const stores = await place.openStores();
  try {
    const known = readKnown(place);
    if (await goesOn(place, stores)) {
      throw new AdminProblem("The log can go on as it is, so no epoch is needed. Nothing was done.");
    }
    const services = {
      stores,
      clock: { now: () => new Date() },
      ids: { next: () => uuidv7() },
      simulated: false,
    };
    const opened = await openEpoch(services, place.signer, { reason, known });
    const { keys } = await reportKeys({ stores }, place.signer);
    writePolicy(place.settings.dataDir, keys);
    const { origin, size } = opened.previous;
    return `Opened ${opened.origin}. Of ${origin} ${size.toLocaleString("en")} entries had been signed, and the database holds ${opened.found.toLocaleString("en")}. policy.txt has a line more: whoever pinned the old one needs it.`;
  } catch (error) {
    if (error instanceof DomainError) throw new AdminProblem(error.message);
    throw error;
  } finally {
    await stores.close();
  }
}

async function goesOn(place: Place, stores: Awaited<ReturnType<Place["openStores"]>>): Promise<boolean> {
  try {
    await requireExtension(stores.tree, place.signer.state(), await stores.tree.head());
    return true;
  } catch (error) {
    if (error instanceof LogFault) return false;
    throw error;
  }
}

/** What the signer remembers; null where that is lost or can't be read. */
function readKnown(place: Place): SignerState | null {
  try {
    return place.signer.state();
  } catch (error) {
    if (error instanceof LogFault) return null;
    throw error;
  }
}
