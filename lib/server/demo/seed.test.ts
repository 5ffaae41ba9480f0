import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { Entry } from "#lib/domain/entry.ts";
import { severities } from "#lib/domain/severity.ts";
import { canonicalBytes, type CanonicalValue } from "#lib/log/canonical.ts";
import { leafHashHex, noEntry } from "#lib/log/hashes.ts";
import { hashApiKey } from "#lib/server/api-key.ts";
import { openCaseStatuses } from "#lib/use-cases/view-queue.ts";
import { seedDemo } from "./seed.ts";
import { openTestDemo, summarize, type TestDemo, withServices } from "./test-demo.ts";

const DemoFile = z.strictObject({
  url: z.string(),
  personas: z.array(z.strictObject({ name: z.string(), role: z.string(), email: z.string() })),
  webhook: z.strictObject({ source: z.string(), secret: z.string(), url: z.string() }),
  apiKey: z.string(),
});

/** The history is some four hundred commits; a computer that is busy with other tests takes its time. */
const patienceMs = 60_000;

let demo: TestDemo;

beforeAll(async () => {
  demo = await openTestDemo();
  await seedDemo({ env: demo.env });
}, patienceMs);
afterAll(() => demo.close());

test("the demo has a history of all kinds, and its effects are those of its requests", async () => {
  await withServices(demo, async ({ stores }) => {
    const filter = { statuses: [], severities: [] };
    const { items } = await stores.cases.list({ filter, limit: 200, cursor: null });
    const open = items.filter(({ status }) => status !== "closed");
    // A request under way would go on by itself as soon as the console starts, so none is left containing.
    const wanted = openCaseStatuses.filter((status) => status !== "containing");
    expect(new Set(open.map(({ status }) => status))).toEqual(new Set(wanted));
    expect(new Set(open.map(({ severity }) => severity))).toEqual(new Set(severities));
    expect(new Set(items.map(({ closeVerdict }) => closeVerdict)).size).toBe(5);
    expect(items.length).toBeGreaterThanOrEqual(35);
    expect(await stores.signals.unlinkedCount()).toBe(2);
    expect(open.some(({ subjectId }) => isUnlinkedId(subjectId))).toBe(true);

    const subjects = new Set(open.map(({ subject }) => subject.email.toLowerCase()));
    const personas = (await stores.people.members()).map(({ email }) => email);
    expect(personas).toHaveLength(8);
    for (const email of [...personas, "wendy.appleseed@acme.example"]) expect(subjects).not.toContain(email);

    const { items: requests } = await stores.requests.history({ limit: 200, cursor: null });
    const statuses = new Set(requests.map(({ status }) => status));
    const ended = ["succeeded", "denied", "withdrawn", "expired", "stale", "refused", "pending"];
    expect(statuses).toEqual(new Set(ended));
    const waiting = requests.filter(({ status }) => status === "pending");
    expect(waiting.map(({ requesterName }) => requesterName)).toContain("Ben Okafor");
    expect(requests.map(({ outcome }) => outcome?.code)).toEqual(
      expect.arrayContaining(["observed", "last_owner"]),
    );

    // Every rule that the demo can come to has its request, and none is asked for what the policy forbids.
    const rules = new Set(requests.map(({ policy }) => `${policy.id} ${policy.rule}`));
    expect(rules).toEqual(
      new Set(["P-1", "P-2", "P-5", "P-5-foreign", "P-6"].map((rule) => `shipped ${rule}`)),
    );

    const succeeded = requests.filter(({ status }) => status === "succeeded");
    const told = succeeded.map(({ workflowId, action, subjectId }) => `${workflowId} ${action} ${subjectId}`);
    const made = (await demo.effects()).filter(({ source }) => source === "call");
    const done = made.map(({ requestId, operation, user }) => `${requestId} ${operation} ${user}`);
    expect(done.toSorted()).toEqual(told.toSorted());
    expect(made.every(({ application, operation }) => application === operation)).toBe(true);

    // The copy is as fresh as the start, and says what the account says.
    const suspended = await stores.subjects.search({
      q: "nikolai.petrenko",
      state: "SUSPENDED",
      limit: 5,
      cursor: null,
    });
    expect(suspended.items).toHaveLength(1);
    expect(Date.now() - ((await stores.subjects.lastListedAt())?.getTime() ?? 0)).toBeLessThan(60_000);
  });
  expect(await demo.modes()).toMatchObject({ clockOffsetMs: 0 });
});

test("every entry of the history says that it is simulated, and every chain holds", async () => {
  await withServices(demo, async ({ stores }) => {
    const { items } = await stores.log.recent({ limit: 5_000, cursor: null });
    expect(items.length).toBe(await stores.log.count());
    const chains = Map.groupBy(items.toReversed(), ({ chain }) => chain);
    for (const entries of chains.values()) {
      let prev = noEntry;
      let at = "";
      for (const [index, { bytes, hash, n }] of entries.entries()) {
        const entry = Entry.parse(JSON.parse(new TextDecoder().decode(bytes)));
        expect(Buffer.from(canonicalBytes(entry as unknown as CanonicalValue))).toEqual(Buffer.from(bytes));
        expect(entry.chain).toEqual({ key: entries[0]?.chain, n: index + 1, prev });
        expect([n, hash]).toEqual([index + 1, leafHashHex(bytes)]);
        expect(entry.actor.simulated).toBe(true);
        expect(entry.late).toBe(false);
        expect(entry.at >= at).toBe(true);
        prev = hash;
        at = entry.at;
      }
    }
  });
});

test("demo.json holds what a script needs, for its owner alone", async () => {
  const file = path.join(demo.env.dataDir, "demo.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { url, personas, webhook, apiKey } = DemoFile.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(url).toBe("http://localhost:3000");
  expect(personas).toHaveLength(8);
  expect(personas).toContainEqual({ name: "Imani Osei", role: "iam_lead", email: "imani.osei@acme.example" });
  await withServices(demo, async ({ stores }) => {
    const source = await stores.sources.byName("demo");
    expect(webhook).toEqual({
      source: "demo",
      secret: source?.secrets[0],
      url: `${url}/api/v1/signals/demo`,
    });
    expect(source?.preset).toBe("auto");
    expect(webhook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const key = await stores.apiKeys.byTokenHash(hashApiKey(apiKey));
    expect(key?.scopes).toEqual(["cases:read", "requests:propose", "evidence:read", "audit:read"]);
  });
});

test("a second start adds nothing and keeps the credentials", async () => {
  const first = await summarize(demo);
  const file = readFileSync(path.join(demo.env.dataDir, "demo.json"), "utf8");
  await seedDemo({ env: demo.env });
  expect(await summarize(demo)).toEqual(first);
  expect(readFileSync(path.join(demo.env.dataDir, "demo.json"), "utf8")).toBe(file);
});

test(
  "a history that was broken off goes on where it was, and nothing happens twice",
  async () => {
    const broken = await openTestDemo();
    onTestFinished(broken.close);
    // In the middle of one of each: the deed is done, its bookmark isn't.
    const places = [
      "surgeon/2",
      "surgeon/5",
      "surgeon/6",
      "new-phone/5",
      "new-phone/6",
      "lost-answer/5",
      "lost-answer/6",
    ];
    places.push("contractor/4", "short-name/1", "leaver/4");
    for (const place of places) {
      breakOff(broken, place);
      await expect(seedDemo({ env: broken.env })).rejects.toThrow(/broken off/);
      mend(broken);
    }
    await seedDemo({ env: broken.env });
    expect(await summarize(broken)).toEqual(await summarize(demo));
  },
  patienceMs,
);

test("no history is told where cases are that the demo didn't make up", async () => {
  const first = await summarize(demo);
  const database = new Database(demo.env.databaseUrl.slice("file:".length));
  database.exec("delete from idempotency where scope = 'demo-history'");
  database.close();
  await seedDemo({ env: demo.env });
  expect(await summarize(demo)).toEqual(first);
});

test("an account that is not our own simulated one gets members and access, and no history", async () => {
  const other = await openTestDemo();
  onTestFinished(other.close);
  await seedDemo({ env: { ...other.env, simulates: { ...other.env.simulates, onepassword: false } } });
  await withServices(other, async ({ stores }) => {
    expect(await stores.cases.counts()).toEqual([]);
    expect(await stores.people.members()).toHaveLength(8);
    expect(await stores.sources.byName("demo")).not.toBeNull();
  });
  expect(await other.effects()).toEqual([]);
});

function breakOff({ env }: TestDemo, place: string): void {
  const database = new Database(env.databaseUrl.slice("file:".length));
  database.exec(`create trigger broken before insert on idempotency when new.key = 'scene ${place}'
    begin select raise(abort, 'broken off'); end`);
  database.close();
}

function mend({ env }: TestDemo): void {
  const database = new Database(env.databaseUrl.slice("file:".length));
  database.exec("drop trigger broken");
  database.close();
}
