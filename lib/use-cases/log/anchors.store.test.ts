import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { openClient } from "#db/client.ts";
import { createWebhookAnchor } from "#lib/adapters/evidence/webhook-anchor.ts";
import { checkServiceUrl } from "#lib/adapters/outbound/check-service-url.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { viewStanding } from "#lib/use-cases/view-standing.ts";
import { anchorLog } from "./anchor-log.ts";
import { addCollector, removeCollector, testCollector } from "./change-anchors.ts";
import { viewAnchors } from "./view-anchors.ts";

interface Delivery {
  headers: Record<string, string>;
  body: string;
}

/** A collector over HTTP that answers as it is told. */
async function openCollectorServer() {
  const taken: Delivery[] = [];
  const collector = { status: 204, taken, url: "" };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      taken.push({ headers: Object.fromEntries(headers), body: Buffer.concat(parts).toString() });
      response.writeHead(collector.status, { location: "http://127.0.0.1:1/" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  collector.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
  return collector;
}

const openCollector = (record: { name: string; url: string; secret: string | null }) =>
  createWebhookAnchor({ ...record, productVersion: "0.0.0" });
const judgeUrl = (url: string) => {
  const checked = checkServiceUrl(url);
  return checked.ok ? null : checked.reason;
};
const secret = `whsec_${randomBytes(32).toString("base64")}`;

async function openAnchored() {
  const scene = await openScene();
  const ada = await scene.person("Ada Novak", ["administrator"]);
  const collector = await openCollectorServer();
  const add = (given: { name?: string; url?: string; secret?: string | null } = {}) =>
    addCollector(scene.services, ada, { name: "siem", url: collector.url, secret, judgeUrl, ...given });
  const seal = async () => {
    await scene.signal(wendy, { title: `A sign ${randomBytes(4).toString("hex")}` });
    await scene.log.seal.sealNow(5_000);
  };
  const send = () => anchorLog(scene.services, [], openCollector);
  await seal();
  return { ...scene, ada, collector, add, seal, send };
}

test("a collector gets each newest checkpoint once, signed as Standard Webhooks says", async () => {
  const { services, collector, add, seal, send, types } = await openAnchored();
  await add();
  expect(await send()).toEqual([]);
  expect(await send()).toEqual([]);
  const newest = await services.stores.tree.newestCheckpoint();
  const [delivery] = collector.taken;
  expect(collector.taken).toHaveLength(1);
  const said = new Webhook(secret).verify(delivery?.body ?? "", delivery?.headers ?? {});
  expect(said).toMatchObject({
    type: "log.checkpoint",
    data: { checkpoint: newest?.note, size: newest?.size },
  });
  expect(await services.stores.tree.newestReceipt("siem")).toMatchObject({ size: newest?.size });
  await seal();
  await send();
  expect(collector.taken).toHaveLength(2);
  expect(await types("installation")).toContain("setting.changed");
});

test("the secret lies encrypted in the database, and is gone once the anchor is removed", async () => {
  const { services, databaseUrl, ada, add, send, collector, seal } = await openAnchored();
  await add();
  expect((await services.stores.anchors.byName("siem"))?.secret).toBe(secret);
  const client = openClient(databaseUrl);
  const [row] = await client.db.select().from(client.schema.logAnchor);
  await client.close();
  expect(row?.secret).toMatch(/^[A-Za-z0-9+/]{40,}=*$/);
  expect(row?.secret).not.toContain(secret.slice(6, 20));
  await removeCollector(services, ada, { name: "siem" });
  expect((await services.stores.anchors.byName("siem"))?.secret).toBeNull();
  await seal();
  await send();
  expect(collector.taken).toEqual([]);
  await expect(removeCollector(services, ada, { name: "siem" })).rejects.toMatchObject({ code: "not_found" });
  // Receipts speak of the name for good, so it is never another place.
  await expect(add()).rejects.toMatchObject({ code: "invalid_input" });
});

test("without a secret deliveries go unsigned", async () => {
  const { collector, add, send } = await openAnchored();
  await add({ secret: null });
  await send();
  expect(collector.taken[0]?.headers["webhook-signature"]).toBeUndefined();
});

test.each([500, 404, 302])(
  "an answer %i is not taken, and is tried again later and later",
  async (status) => {
    const { services, collector, add, send, pass } = await openAnchored();
    collector.status = status;
    await add();
    expect(await send()).toMatchObject([{ anchor: "siem" }]);
    expect(await send()).toEqual([]);
    expect(collector.taken).toHaveLength(1);
    await pass(5_000);
    expect(await send()).toHaveLength(1);
    await pass(5_000);
    expect(await send()).toEqual([]);
    const [record] = await services.stores.anchors.all();
    expect(record).toMatchObject({ failures: 2, lastError: `The collector answered with HTTP ${status}.` });
    collector.status = 200;
    await pass(5_000);
    expect(await send()).toEqual([]);
    const ids = collector.taken.map(({ headers }) => headers["webhook-id"]);
    expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
    expect((await services.stores.anchors.all())[0]).toMatchObject({ failures: 0, lastError: null });
  },
);

test("of several processes one sends", async () => {
  const { collector, add, send } = await openAnchored();
  await add();
  await Promise.all([send(), send(), send(), send()]);
  expect(collector.taken).toHaveLength(1);
});

test("nothing is sent to an address of the host's own metadata, and an analyst adds no anchor", async () => {
  const { services, ana, add } = await openAnchored();
  for (const url of ["http://169.254.169.254/latest", "http://siem.example/", "https://u:p@siem.example/"]) {
    await expect(add({ url })).rejects.toMatchObject({ code: "invalid_input" });
  }
  await expect(
    addCollector(services, ana, { name: "siem", url: "https://siem.example/", secret: null, judgeUrl }),
  ).rejects.toMatchObject({ code: "role_missing" });
  expect(await services.stores.anchors.all()).toEqual([]);
});

test("what was sealed and isn't anchored for 15 minutes is said on every page, with its age", async () => {
  const { services, ana, ada, collector, add, seal, send, pass } = await openAnchored();
  await add();
  await send();
  collector.status = 503;
  await seal();
  const since = (await services.stores.tree.newestCheckpoint())?.at.toISOString();
  await send();
  await pass(14 * 60_000);
  expect((await viewStanding(services, ana)).unanchored).toBeNull();
  await pass(61_000);
  await send();
  await seal();
  expect((await viewStanding(services, ana)).unanchored).toEqual({
    anchor: "siem",
    since,
    collector: true,
    lastError: "The collector answered with HTTP 503.",
  });
  collector.status = 200;
  expect(await testCollector(services, ada, { name: "siem", openCollector })).toMatchObject({ works: true });
  expect((await viewStanding(services, ana)).unanchored).toBeNull();
  const file = { name: "file", place: "/anchors", take: () => Promise.resolve() };
  const [first] = await viewAnchors(services, [file]);
  expect(first).toMatchObject({ name: "file", last: null, lacksSince: expect.any(String) as string });
});
