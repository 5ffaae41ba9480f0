import { DomainError } from "#lib/domain/errors.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";

/**
 * The same key with the same body gives the same answer and one effect; with another body it is refused. `known` is
 * the earlier answer, else null; `remember` belongs into the commit of the effect.
 */
export async function idempotent(
  services: Services,
  input: { scope: string; key: string; body: unknown },
): Promise<{ known: string | null; remember: (answer: string) => Statement }> {
  const bodySha256 = sha256Hex(JSON.stringify(input.body));
  const earlier = await services.stores.idempotency.find(input.scope, input.key);
  if (earlier && earlier.bodySha256 !== bodySha256) throw new DomainError("idempotency_mismatch");
  return {
    known: earlier?.answer ?? null,
    remember: (answer) =>
      services.stores.idempotency.insert({
        scope: input.scope,
        key: input.key,
        bodySha256,
        answer,
        at: services.clock.now(),
      }),
  };
}
