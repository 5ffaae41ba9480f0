import { DomainError } from "#lib/domain/errors.ts";
import type { SourceStore } from "#lib/ports/store.ts";

type Memory = Pick<SourceStore, "rememberDelivery" | "forgetDelivery">;

export interface KnownDelivery {
  source: string;
  webhookId: string;
  bodySha256: string;
  at: Date;
}

// Stands before the hash while a delivery is being worked on. A delivery that broke off, even by a crash, keeps it,
// and is worked on again when the sender tries again: what had been filed before falls out as duplicates.
const unfinished = "unfinished:";

/** Whether a delivery has been dealt with before. Throws `replay_with_other_body`. */
export async function beginDelivery(memory: Memory, delivery: KnownDelivery): Promise<"begun" | "replay"> {
  const asUnfinished = { ...delivery, bodySha256: unfinished + delivery.bodySha256 };
  if ((await memory.rememberDelivery(asUnfinished)) !== "other") return "begun";
  switch (await memory.rememberDelivery(delivery)) {
    case "same":
      return "replay";
    case "other":
      throw new DomainError("replay_with_other_body");
    case "new":
      // Another process was just between the two steps of finishing it; filing once more changes nothing.
      return "begun";
  }
}

/** From now on the delivery is a replay when it comes again. */
export async function finishDelivery(memory: Memory, delivery: KnownDelivery): Promise<void> {
  await memory.forgetDelivery(delivery.source, delivery.webhookId);
  await memory.rememberDelivery(delivery);
}
