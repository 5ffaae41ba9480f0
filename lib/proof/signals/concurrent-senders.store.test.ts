import { expect, onTestFinished, test } from "vitest";
import { openStores } from "#db/open-stores.ts";
import { openIntake } from "#lib/server/signals/test-intake.ts";
import { amountOf, recordProof } from "#lib/proof/test-amount.ts";
import { checkCases, type Sent, sendBody } from "./test-filing.ts";

const senders = 50;
const subjects = 200;
const mostInBody = 20;

const { count, seed, timeoutMs } = amountOf("signals", 1_500);

/** The same numbers for the same seed, whatever the order in which senders are served. */
function createDraw(from: number): (below: number) => number {
  let state = from % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

test(
  "50 senders at once about 200 subjects end in one open case each, with every signal once",
  async () => {
    const startedAt = performance.now();
    const intake = await openIntake();
    onTestFinished(() => intake.close());
    // A second process on the same database: nothing in memory keeps the two apart.
    const other = {
      ...intake.services,
      stores: await openStores({ databaseUrl: intake.databaseUrl, dataKey: new Uint8Array(32).fill(1) }),
    };
    onTestFinished(() => other.stores.close());
    // Half of the subjects are in the directory, half of them nobody knows.
    const known = Array.from({ length: subjects / 2 }, (_, index) => ({
      userId: `USER${String(index).padStart(22, "0")}`,
      email: `known${index}@acme.example`,
      name: `Known ${index}`,
      state: "ACTIVE" as const,
      rawState: "ACTIVE",
      readAt: intake.services.clock.now(),
    }));
    await intake.stores.subjects.saveListing(
      intake.services.directory.host.accountId,
      known,
      intake.services.clock.now(),
    );
    const addressOf = (index: number) =>
      index < subjects / 2 ? `known${index}@acme.example` : `unknown${index}@elsewhere.example`;

    const draw = createDraw(seed);
    const all = Array.from({ length: count }, (_, index) => ({
      nativeId: `n-${index}`,
      about: index < subjects ? index : draw(subjects),
    }));
    const shares: Sent[][][] = Array.from({ length: senders }, () => []);
    for (let at = 0; at < all.length;) {
      const body = all.slice(at, at + 1 + draw(mostInBody));
      at += body.length;
      shares[draw(senders)]?.push(
        body.map(({ nativeId, about }) => ({ nativeId, subject: { email: addressOf(about) } })),
      );
    }
    const sent = new Map<string, string>();
    const keysOf = new Map<string, Set<string>>();
    await Promise.all(
      shares.map(async (bodies, sender) => {
        const services = sender % 2 === 0 ? intake.services : other;
        for (const body of bodies) {
          const filed = await sendBody(services, body);
          for (const [index, one] of filed.entries()) {
            const { nativeId = "", subject } = body[index] ?? {};
            expect(one.status).toBe("accepted");
            sent.set(nativeId, one.signalId);
            const email = subject?.email ?? "";
            keysOf.set(email, (keysOf.get(email) ?? new Set()).add(one.caseKey ?? "none"));
          }
        }
      }),
    );

    expect(sent.size, "each was answered").toBe(count);
    expect(new Set(sent.values()).size, "each has a signal of its own").toBe(count);
    const wanted = Math.min(subjects, count);
    expect(keysOf.size).toBe(wanted);
    for (const [email, keys] of keysOf) expect([email, keys.size]).toEqual([email, 1]);
    const cases = await checkCases(
      intake.services,
      [...keysOf.values()].flatMap((keys) => [...keys]),
    );
    expect(cases).toHaveLength(wanted);
    expect(
      cases.reduce((sum, { signalCount }) => sum + signalCount, 0),
      "none is lost",
    ).toBe(count);
    for (const [index, { key }] of cases.entries()) {
      if (index % 10 > 0) continue;
      const entries = await intake.stores.log.ofChain(key, { afterN: 0, limit: 100_000 });
      const received = entries.filter(({ type }) => type === "signal.received").length;
      expect(received, `${key}: an entry for each signal`).toBe(cases[index]?.signalCount);
    }
    // All of it once more: nothing new, no case more.
    const again = await Promise.all(
      shares.map(async (bodies, sender) => {
        const services = sender % 2 === 0 ? other : intake.services;
        return (await Promise.all(bodies.map((body) => sendBody(services, body)))).flat();
      }),
    );
    const rows = again.flat();
    expect(rows.filter(({ status }) => status === "accepted")).toEqual([]);
    expect(new Set(rows.map(({ signalId }) => signalId)).size).toBe(count);
    recordProof({
      proof: "signals",
      count,
      seed,
      ms: Math.round(performance.now() - startedAt),
      counts: { senders, subjects: wanted, cases: cases.length },
    });
  },
  timeoutMs,
);
