import { describe, expect, it } from "vitest";
import type { AccountEvent } from "#lib/ports/event-store.ts";
import { createSource } from "#lib/use-cases/create-source.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { changeWatchList, switchDetection } from "./detection-settings.ts";
import { handlePending } from "./handle-events.ts";
import { ownSource } from "./own-source.ts";
import { runDetections } from "./run-detections.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

async function openEvents() {
  const scene = await openScene();
  const { stores, clock } = scene.services;
  const admin = await scene.person("Ada Moss", ["administrator"]);
  const begin = clock.now().getTime();
  let made = 0;
  const event = (
    stream: AccountEvent["stream"],
    ms: number,
    body: AccountEvent["body"],
    given: Partial<AccountEvent> = {},
  ): AccountEvent => {
    made += 1;
    return {
      stream,
      uuid: `EVENT${made}`,
      at: new Date(begin + ms),
      receivedAt: clock.now(),
      userId: scene.wendyId,
      body,
      baseline: false,
      ...given,
    };
  };
  const signIn = (ms: number, body: AccountEvent["body"] = {}, given: Partial<AccountEvent> = {}) =>
    event(
      "signinattempts",
      ms,
      {
        category: "success",
        type: "credentials_ok",
        target_user: { uuid: scene.wendyId, email: wendy, name: "Wendy Appleseed" },
        client: { app_name: "1Password for Mac", ip_address: "192.0.2.1" },
        ...body,
      },
      given,
    );
  const audit = (ms: number, body: AccountEvent["body"], given: Partial<AccountEvent> = {}) =>
    event("auditevents", ms, { actor_uuid: scene.wendyId, actor_type: "user", ...body }, given);
  /** Keeps the events as the poller does, and lets everybody who looks at events have them. */
  const arrive = async (...events: AccountEvent[]) => {
    await stores.commit(stores.events.insert(events));
    await handlePending(scene.services);
  };
  const signals = async () => {
    const open = await stores.cases.openOfSubject(scene.wendyId);
    const rows = open ? await stores.signals.ofCase(open.id, 50) : [];
    return rows.map(({ ruleId }) => ruleId ?? "").toSorted((a, b) => (a < b ? -1 : 1));
  };
  return { ...scene, admin, event, signIn, audit, arrive, signals };
}

describe("a detection over 1Password's events", () => {
  it("files what it finds as a signal of the console's own source, in a case of that person", async () => {
    const at = await openEvents();
    const event = at.signIn(0, {}, { uuid: "NEWADDRESS" });
    await at.arrive(event);
    const signal = await at.services.stores.signals.byNativeId(ownSource, "console.new-address:NEWADDRESS");
    expect(signal).toMatchObject({
      format: "console",
      ruleId: "console.new-address",
      kind: "account_takeover",
      severity: "low",
      confidence: null,
      subjectId: at.wendyId,
      signature: "read",
      time: event.at,
      ip: "192.0.2.1",
      attack: ["T1078"],
      alertId: "NEWADDRESS",
    });
    const raw = await at.services.stores.signals.raw(signal?.id ?? "");
    expect(JSON.parse(Buffer.from(raw ?? []).toString())).toEqual(event.body);
    expect(await at.services.stores.sources.byName(ownSource)).toMatchObject({ secrets: [], enabled: true });
  });

  it("keeps the name of its source for itself", async () => {
    const at = await openEvents();
    const source = { name: ownSource, preset: "auto", secret: "whsec_" } as const;
    await expect(createSource(at.services, at.admin, source)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("starts from no event of the set-up's, and knows them", async () => {
    const at = await openEvents();
    await at.arrive(
      at.signIn(-dayMs, {}, { baseline: true }),
      at.signIn(-dayMs + 1, { category: "x" }, { baseline: true }),
    );
    expect(await at.signals()).toEqual([]);
    await at.arrive(at.signIn(0));
    expect(await at.signals()).toEqual([]);
    await at.arrive(at.signIn(1, { client: { ip_address: "198.51.100.7" } }));
    expect(await at.signals()).toEqual(["console.new-address"]);
  });

  it("files one signal for the same events, come they again, in two processes, or both", async () => {
    const at = await openEvents();
    const events = [at.signIn(0), at.signIn(1, { client: { app_name: "op-dump", ip_address: "192.0.2.1" } })];
    await at.arrive(...events);
    const first = await at.signals();
    await Promise.all([runDetections(at.services, events), runDetections(at.services, events)]);
    expect(await at.signals()).toEqual(first);
    expect(first).toEqual(["console.new-address", "console.unusual-client"]);
    const entries = await at.services.stores.log.ofChain("installation", { afterN: 0, limit: 100 });
    const made = entries.filter(({ bytes }) => Buffer.from(bytes).toString().includes(`source ${ownSource}`));
    expect(made).toHaveLength(1);
  });

  it("tells the same again only after its repeat window", async () => {
    const at = await openEvents();
    const odd = (minutes: number) =>
      at.signIn(minutes * minuteMs, { category: "credentials_failed", client: { app_name: "op-dump" } });
    await at.arrive(odd(0), odd(60));
    await at.arrive(odd(119));
    expect(await at.signals()).toEqual(["console.unusual-client"]);
    await at.pass(2 * 60 * minuteMs);
    await at.arrive(odd(120));
    expect(await at.signals()).toEqual(["console.unusual-client", "console.unusual-client"]);
  });

  it("puts two streams together, whichever comes first", async () => {
    const at = await openEvents();
    const vault = "VAULTVAULTVAULTVAULTVAULTV";
    const taken = at.event("itemusages", 10 * minuteMs, {
      action: "reveal",
      user: { uuid: at.wendyId, email: wendy },
      vault_uuid: vault.toLowerCase(),
      item_uuid: "item",
    });
    const granted = at.audit(0, {
      action: "grant",
      object_type: "uva",
      object_uuid: vault,
      aux_uuid: at.wendyId,
    });
    await at.arrive(taken);
    expect(await at.signals()).toEqual([]);
    await at.arrive(granted);
    expect(await at.signals()).toEqual(["console.own-rights-by-vault", "console.secrets-after-own-grant"]);
  });

  it("counts what one actor did to many people", async () => {
    const at = await openEvents();
    const changes = [0, 1, 2, 3, 4, 5].map((n) =>
      at.audit(
        n,
        { action: "updatmfa", object_type: "user", object_uuid: `PERSON${n}AAAAAAAAAAAAAAAAAAA` },
        { userId: `PERSON${n}AAAAAAAAAAAAAAAAAAA` },
      ),
    );
    await at.arrive(...changes.slice(0, 5));
    expect(await at.signals()).toEqual([]);
    await at.arrive(...changes.slice(5));
    expect(await at.signals()).toEqual(["console.many-mfa-changes"]);
  });

  it("knows from 1Password's own events that somebody is suspended", async () => {
    const at = await openEvents();
    await at.arrive(
      at.signIn(-dayMs, {}, { baseline: true }),
      at.audit(1, { action: "suspend", object_type: "user", object_uuid: at.wendyId }, { baseline: true }),
      at.signIn(minuteMs),
    );
    expect(await at.signals()).toEqual(["console.while-suspended"]);
  });

  it("files nothing while it is switched off, and the log says by whom", async () => {
    const at = await openEvents();
    await switchDetection(at.services, at.admin, { ruleId: "console.new-address", on: false });
    await at.arrive(at.signIn(0));
    expect(await at.signals()).toEqual([]);
    const [entry] = (await at.services.stores.log.ofChain("installation", { afterN: 0, limit: 100 })).slice(
      -1,
    );
    expect(entry?.type).toBe("setting.changed");
    expect(JSON.parse(Buffer.from(entry?.bytes ?? []).toString())).toMatchObject({
      before: "on",
      after: "off",
      actor: { personId: at.admin.personId },
      facts: { name: "detection console.new-address" },
    });
    await switchDetection(at.services, at.admin, { ruleId: "console.new-address", on: true });
    await at.arrive(at.signIn(1));
    expect(await at.signals()).toEqual([]);
    await at.arrive(at.signIn(2, { client: { ip_address: "198.51.100.7" } }));
    expect(await at.signals()).toEqual(["console.new-address"]);
  });

  it("watches a list once it holds something; only an administrator fills it, with ids", async () => {
    const at = await openEvents();
    const use = (uuid: string) =>
      at.event(
        "itemusages",
        0,
        { action: "fill", user: { uuid: at.wendyId, email: wendy }, item_uuid: "abcdefghijklmnopqrstuvwxyz" },
        { uuid },
      );
    await at.arrive(use("BEFORE"));
    expect(await at.signals()).toEqual([]);
    const list = { list: "sensitiveItems", items: ["ABCDEFGHIJKLMNOPQRSTUVWXYZ"] } as const;
    await expect(changeWatchList(at.services, at.ana, list)).rejects.toMatchObject({ code: "role_missing" });
    await expect(
      changeWatchList(at.services, at.admin, { list: "sensitiveItems", items: ["Wendy’s mail"] }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await changeWatchList(at.services, at.admin, list);
    await at.arrive(use("AFTER"));
    expect(await at.signals()).toEqual(["console.sensitive-item-used"]);
  });

  it("about nobody whom one could suspend is kept as unlinked", async () => {
    const at = await openEvents();
    const made = at.event("auditevents", 0, {
      action: "create",
      object_type: "sa",
      actor_uuid: "APPLICATIONAPPLICATIONAPPL",
      actor_type: "application",
    });
    await at.arrive({ ...made, userId: null });
    expect(await at.services.stores.signals.unlinkedCount()).toBe(1);
    expect(await at.signals()).toEqual([]);
  });
});
