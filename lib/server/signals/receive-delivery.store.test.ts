import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sha256Hex } from "#lib/log/hashes.ts";
import { receiveDelivery } from "./receive-delivery.ts";
import { type Intake, openIntake, sourceName, wendy } from "./test-intake.ts";

let intake: Intake;
beforeAll(async () => {
  intake = await openIntake();
});
afterAll(() => intake.close());

const alert = (title: string, more: object = {}) =>
  JSON.stringify({ title, user: { email: wendy.email }, ...more });
const refused = (code: string) => expect.objectContaining({ code });
const signalsKept = async () =>
  (await intake.stores.cases.counts()).reduce((sum, bucket) => sum + bucket.count, 0) +
  (await intake.stores.signals.unlinkedCount());

describe("a delivery is refused, and nothing of it is stored,", () => {
  it.each([
    ["to a source that isn't there", alert("r"), { source: "nobody" }, "source_unknown"],
    ["to a source that can't be", alert("r"), { source: "a\u0000b" }, "source_unknown"],
    ["of another type", alert("r"), { headers: { "content-type": "text/plain" } }, "unsupported_type"],
    ["that is packed", alert("r"), { headers: { "content-encoding": "gzip" } }, "unsupported_type"],
    ["over 262,144 bytes", alert("x".repeat(262_144)), {}, "body_too_large"],
    ["that nests too deep", "[".repeat(10_000), { headers: { "webhook-signature": "" } }, "body_too_large"],
    ["of more than 1,000 events", `[${"{},".repeat(1_000)}{}]`, {}, "body_too_large"],
    ["without a signature", alert("r"), { headers: { "webhook-signature": "" } }, "signature_invalid"],
    ["signed over other bytes", alert("r"), { signedBody: `${alert("r")} ` }, "signature_invalid"],
    ["signed 6 minutes ago", alert("r"), { offsetMs: -360_000 }, "timestamp_out_of_range"],
    ["signed 6 minutes ahead", alert("r"), { offsetMs: 360_000 }, "timestamp_out_of_range"],
    ["that is not JSON", "<alert/>", {}, "not_json"],
  ])("%s", async (_, body, options, code) => {
    await expect(intake.send(body, options)).rejects.toThrow(refused(code));
    expect(await signalsKept()).toBe(0);
    expect(await intake.stores.signals.deadLetterCount()).toBe(0);
  });

  it("while its source is switched off", async () => {
    const source = await intake.stores.sources.byName(sourceName);
    if (!source) throw new Error("The source of the test is missing.");
    await intake.stores.commit([intake.stores.sources.insert({ ...source, name: "off", enabled: false })]);
    await expect(intake.send(alert("r"), { source: "off" })).rejects.toThrow(refused("source_unknown"));
  });

  it("when it turns out larger than it claimed", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(0x20)),
    });
    const headers = new Headers({ "content-type": "application/json", "content-length": "10" });
    await expect(receiveDelivery(intake.services, { source: sourceName, headers, body })).rejects.toThrow(
      refused("body_too_large"),
    );
  });

  it("and may come again corrected under the same id when it was no JSON", async () => {
    await expect(intake.send("{", { id: "corrected" })).rejects.toThrow(refused("not_json"));
    expect(await intake.send("[]", { id: "corrected" })).toMatchObject({ accepted: 0, results: [] });
  });
});

describe("a delivery", () => {
  it("is answered with what became of each event, and keeps each event's own bytes", async () => {
    const first = alert("one", { id: "n-1" });
    const body = `\ufeff${first}\n\nnot json\n${alert("two", { id: "n-2" })}\n[1]\n{"title":"about nobody","id":"n-3"}\n`;
    const receipt = await intake.send(body, { headers: { "content-type": "application/x-ndjson" } });
    expect(receipt).toMatchObject({ accepted: 3, duplicates: 0, rejected: 2 });
    expect(receipt.results.map((row) => [row.index, row.status, row.reason])).toEqual([
      [0, "accepted", undefined],
      [1, "rejected", "not_json"],
      [2, "accepted", undefined],
      [3, "rejected", "not_an_object"],
      [4, "accepted", undefined],
    ]);
    expect(receipt.results[0]?.caseKey).toMatch(/^IR-\d+$/);
    expect(receipt.results[2]?.caseKey).toBe(receipt.results[0]?.caseKey);
    expect(receipt.results[4]).not.toHaveProperty("caseKey");

    const id = receipt.results[0]?.signalId ?? "";
    expect(Buffer.from((await intake.stores.signals.raw(id)) ?? []).toString()).toBe(first);
    expect(await intake.stores.signals.byId(id)).toMatchObject({
      rawSha256: sha256Hex(first),
      signature: "signed",
    });
    expect(await intake.stores.signals.deadLetterCount()).toBe(2);
    expect(await intake.stores.sources.byName(sourceName)).toMatchObject({ accepted: 3, rejected: 2 });
  });

  it("that comes again has no effect, and every row says so", async () => {
    const body = `[${alert("again", { id: "r-1" })},5]`;
    const first = await intake.send(body, { id: "replayed" });
    expect(first).toMatchObject({ accepted: 1, rejected: 1 });
    const letters = await intake.stores.signals.deadLetterCount();
    expect(await intake.send(body, { id: "replayed" })).toEqual({
      accepted: 0,
      duplicates: 2,
      rejected: 0,
      results: [
        { index: 0, status: "duplicate", reason: "replay" },
        { index: 1, status: "duplicate", reason: "replay" },
      ],
    });
    expect(await intake.stores.signals.byId(first.results[0]?.signalId ?? "")).toMatchObject({
      duplicates: 0,
    });
    expect(await intake.stores.signals.deadLetterCount()).toBe(letters);
  });

  it("that comes many times at once is filed once", async () => {
    const sent = Array.from({ length: 5 }, () =>
      intake.send(alert("at once", { id: "m-1" }), { id: "many" }),
    );
    const receipts = await Promise.all(sent);
    expect(receipts.map((receipt) => receipt.accepted)).toEqual([1, 0, 0, 0, 0]);
    expect(receipts.slice(1).every((receipt) => receipt.results[0]?.reason === "replay")).toBe(true);
  });

  it("with a known id and another body is refused, and kept as a dead letter", async () => {
    await intake.send(alert("first"), { id: "reused" });
    const letters = await intake.stores.signals.deadLetterCount();
    await expect(intake.send(alert("second"), { id: "reused" })).rejects.toThrow(
      refused("replay_with_other_body"),
    );
    await expect(intake.send("no json", { id: "reused" })).rejects.toThrow(refused("replay_with_other_body"));
    expect(await intake.stores.signals.deadLetterCount()).toBe(letters + 2);
  });

  it("that broke off in the middle is taken in when it comes again, and nothing of it twice", async () => {
    const body = `[${alert("before", { id: "b-1" })},5,${alert("after", { id: "b-2" })}]`;
    const letters = await intake.stores.signals.deadLetterCount();
    const { commit } = intake.stores;
    let commits = 0;
    intake.stores.commit = (statements) => {
      commits += 1;
      return commits > 1 ? Promise.reject(new Error("disk full")) : commit(statements);
    };
    onTestFinished(() => {
      intake.stores.commit = commit;
    });
    await expect(intake.send(body, { id: "broken" })).rejects.toThrow("disk full");
    intake.stores.commit = commit;
    const receipt = await intake.send(body, { id: "broken" });
    expect(receipt.results.map((row) => [row.status, row.reason])).toEqual([
      ["duplicate", "same_id"],
      ["rejected", "not_an_object"],
      // The whole body had been filed in one commit; what broke off were the dead letters.
      ["duplicate", "same_id"],
    ]);
    expect(await intake.stores.signals.deadLetterCount()).toBe(letters + 1);
    expect((await intake.send(body, { id: "broken" })).results[0]?.reason).toBe("replay");
  });

  it("keeps the sender's own ids, so that the case is found by them", async () => {
    const header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const own = "00-11111111111111111111111111111111-2222222222222222-01";
    const batch = `[${alert("t1", { alertId: "ALERT-9" })},${alert("t2", { traceparent: own })}]`;
    const { results } = await intake.send(batch, { headers: { traceparent: header } });
    const [first, second] = await Promise.all(
      results.map((row) => intake.stores.signals.byId(row.signalId ?? "")),
    );
    expect(first).toMatchObject({ alertId: "ALERT-9", traceparent: header });
    expect(second).toMatchObject({ traceparent: own });
    for (const q of ["alert-9", own]) {
      const found = await intake.stores.cases.list({
        filter: { statuses: [], severities: [], q },
        limit: 5,
        cursor: null,
      });
      expect(found.items.map((row) => row.key)).toEqual([results[0]?.caseKey]);
    }
  });

  it("tells open pages", () => {
    expect(intake.hints.some((hint) => hint.kind === "case")).toBe(true);
  });
});
