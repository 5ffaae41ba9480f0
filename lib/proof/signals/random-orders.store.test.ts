import fc from "fast-check";
import { expect, test } from "vitest";
import { makePersonActor } from "#lib/domain/actor.ts";
import { severities } from "#lib/domain/severity.ts";
import { homer, type Intake, openIntake, startedAt, wendy } from "#lib/server/signals/test-intake.ts";
import { linkCase } from "#lib/use-cases/link-case.ts";
import { linkWaiting } from "#lib/use-cases/filing/link-waiting.ts";
import { closeCase } from "#lib/use-cases/work-case.ts";
import { amountOf } from "#lib/proof/test-amount.ts";
import { checkCases, type Sent, sendBody } from "./test-filing.ts";

const { count, seed, timeoutMs } = amountOf("signal-orders", 12);

const analyst = makePersonActor({
  personId: "p-ana",
  name: "Ana Ruiz",
  email: "ana@example.org",
  roles: ["analyst"],
  iss: "https://idp.example",
  sub: "ana",
  sessionRef: "test",
  amr: [],
  authTime: startedAt,
});

/** Ways in which events name the same few subjects, and some of which nobody can say yet whom they name. */
const ways: Sent["subject"][] = [
  { email: wendy.email },
  { email: wendy.email.toUpperCase() },
  { onepasswordId: wendy.userId },
  { onepasswordId: wendy.userId, email: homer.email },
  { email: homer.email },
  { email: "late@example.org" },
  { email: "alias@example.org" },
  { email: "zo\u00eb@example.org" },
  { email: "zoe\u0308@example.org" },
  { providerId: "okta:00u1" },
  { username: "wendy" },
];

const way = fc.nat({ max: ways.length - 1 });
const one = fc.record({ way, severity: fc.constantFrom(...severities), id: fc.nat({ max: 30 }) });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      body: fc.array(one, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("burst" as const),
      bodies: fc.array(fc.array(one, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("learn" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("merge" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pass" as const), days: fc.nat({ max: 9 }) }) },
);

test(
  "whatever the order and the bursts, two subjects never share a case and no signal is lost",
  async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const intake = await openIntake();
        try {
          await runSteps(intake, steps);
        } finally {
          await intake.close();
        }
      }),
      { numRuns: count, seed },
    );
  },
  timeoutMs,
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function runSteps(intake: Intake, steps: readonly Step[]): Promise<void> {
  const { services, stores } = intake;
  const keys = new Set<string>();
  const signals = new Set<string>();
  const send = async (body: readonly { way: number; severity: Sent["severity"] & string; id: number }[]) => {
    const filed = await sendBody(
      services,
      body.map(({ way: at, severity, id }) => ({ nativeId: `n-${id}`, severity, subject: ways[at] ?? {} })),
    );
    expect(filed).toHaveLength(body.length);
    for (const { signalId, caseKey } of filed) {
      signals.add(signalId);
      if (caseKey !== null) keys.add(caseKey);
    }
  };
  for (const next of steps) {
    switch (next.do) {
      case "send":
        await send(next.body);
        break;
      case "burst":
        await Promise.all(next.bodies.map(send));
        break;
      case "close":
        await closeOne(intake, [...keys][next.which % Math.max(1, keys.size)]);
        break;
      case "learn":
        await stores.subjects.saveReading(services.directory.host.accountId, {
          ...wendy,
          userId: "LATECOMER",
          email: "late@example.org",
          readAt: services.clock.now(),
        });
        await linkWaiting(services);
        break;
      case "merge":
        await mergeAlias(intake, keys);
        break;
      case "pass":
        intake.pass(next.days * 24 * 3_600_000);
        break;
    }
    await checkCases(services, keys);
  }
  // Every signal that was answered is where it can be seen: in a case, or among the unlinked ones.
  const unlinked = new Set((await stores.signals.unlinked(1_000)).map(({ id }) => id));
  for (const id of signals) {
    const record = await stores.signals.byId(id);
    expect(record !== null && (record.caseId !== null || unlinked.has(id)), `signal ${id} is kept`).toBe(
      true,
    );
  }
}

async function closeOne({ services, stores }: Intake, key: string | undefined): Promise<void> {
  const found = key === undefined ? null : await stores.cases.byKey(key);
  if (!found || found.status === "closed") return;
  await closeCase(services, analyst, { caseKey: found.key, verdict: "benign", reason: "Explained" });
}

async function mergeAlias({ services, stores }: Intake, keys: ReadonlySet<string>): Promise<void> {
  const own = (await stores.unlinkedSubjects.byOwnKeys(["email:alias@example.org"])).get(
    "email:alias@example.org",
  );
  if (!own || own.linkedTo !== null) return;
  for (const key of keys) {
    const found = await stores.cases.byKey(key);
    if (found?.subjectId !== own.userId) continue;
    await linkCase(services, analyst, { caseKey: key, userId: homer.userId });
    return;
  }
}
