import type { SsfStreamRecord } from "#lib/ports/ssf-store.ts";
import { receiveSet } from "./receive-set.ts";
import { openIntake, sourceName, wendy } from "./test-intake.ts";
import { claimsOf, openTransmitter, risc, signSet, streamOf } from "./test-transmitter.ts";

export const aboutWendy = { sub_id: { format: "email", email: wendy.email } };

export type SetWorld = Awaited<ReturnType<typeof openSetWorld>>;

/** An intake whose source has a stream, and the transmitter of it. */
export async function openSetWorld() {
  const [intake, transmitter] = await Promise.all([openIntake(), openTransmitter()]);
  const { services, stores } = intake;
  const now = () => services.clock.now();
  const freshStream = (source: string) => streamOf({ source, jwksUrl: transmitter.jwksUrl, setAt: now() });
  await stores.commit([stores.ssf.insert(freshStream(sourceName))]);
  const stream = async () => {
    const found = await stores.ssf.bySource(sourceName);
    if (!found) throw new Error("The stream of the test is missing.");
    return found;
  };
  const push = (token: string, options: { stream?: string; headers?: Record<string, string> } = {}) =>
    receiveSet(services, {
      stream: options.stream ?? sourceName,
      headers: new Headers({ "content-type": "application/secevent+jwt", ...options.headers }),
      body: new Blob([token]).stream(),
    });
  const signed = (claims: unknown, header: Record<string, unknown> = {}) =>
    signSet(transmitter.first, claims, header);
  const latestOf = async (userId: string) =>
    (await stores.cases.latestOfSubjects([userId])).get(userId) ?? null;
  return {
    intake,
    transmitter,
    stores,
    now,
    freshStream,
    stream,
    async changeStream(change: Partial<SsfStreamRecord>) {
      const before = await stream();
      await stores.commit([stores.ssf.update(before, { ...before, ...change })]);
    },
    push,
    signed,
    /** Claims that are right, but for `more`. */
    fresh: (more: Record<string, unknown> = {}) =>
      claimsOf(now(), risc("credential-compromise"), { ...aboutWendy, ...more }),
    pushEvent: async (type: string, more: Record<string, unknown>, body: object = {}) =>
      push(await signed(claimsOf(now(), type, more, body))),
    /** The newest case about somebody whom the directory knows, or about an address that it doesn't. */
    async caseOf(who: string) {
      if (!who.includes("@")) return latestOf(who);
      const [own] = (await stores.unlinkedSubjects.byOwnKeys([`email:${who}`])).values();
      return own ? latestOf(own.userId) : null;
    },
    /** All that a token could leave behind. */
    async kept() {
      const [cases, unlinked, dead, entries, source] = await Promise.all([
        stores.cases.counts(),
        stores.signals.unlinkedCount(),
        stores.signals.deadLetterCount(),
        stores.log.count(),
        stores.sources.byName(sourceName),
      ]);
      const { lastSetAt, lastVerificationAt } = await stream();
      return { cases, unlinked, dead, entries, accepted: source?.accepted, lastSetAt, lastVerificationAt };
    },
    async close() {
      await transmitter.close();
      await intake.close();
    },
  };
}
