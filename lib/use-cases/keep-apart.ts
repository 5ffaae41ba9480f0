import type { Delivery, Signal } from "#lib/domain/signal.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Services } from "#lib/ports/services.ts";

/**
 * The signal with the id under which it is kept. Where another content came under the sender's id before (a revision,
 * or a sender that uses ids twice), the content's hash is added: its signal isn't lost as a repeat, and its own
 * repeats are still told.
 */
export async function keepApart(
  services: Services,
  { signal, delivery }: { signal: Signal; delivery: Delivery },
): Promise<Signal> {
  if (signal.nativeId === null) return signal;
  const first = await services.stores.signals.byNativeId(delivery.source, signal.nativeId);
  const hash = sha256Hex(delivery.raw);
  if (!first || first.rawSha256 === hash) return signal;
  return { ...signal, nativeId: `${signal.nativeId.slice(0, 280)}#${hash.slice(0, 16)}` };
}
