import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifySignature } from "./verify-signature.ts";

const secret = "whsec_Y291bnRlcnNpZ24tdGVzdC12ZWN0b3ItMzItYnl0ZXM=";
const other = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const id = "msg_2Lh9KRb0pzN4LePd3XiA4v12fzs";
const body = Buffer.from(
  '{"title":"Impossible travel","severity":"high","user":{"email":"wendy_appleseed@agilebits.com"}}',
);
const seconds = 1_795_000_000;
const vector = "v1,BoUoJ6N0I9AaoEpZoaB+XpWgsR1AmdPIUZp6FJ1lJwE=";

function verify(changes: {
  headers?: Record<string, string>;
  body?: Uint8Array;
  secrets?: string[];
  nowSeconds?: number;
}): string {
  const headers = new Headers({
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": vector,
    ...changes.headers,
  });
  const now = new Date((changes.nowSeconds ?? seconds) * 1_000);
  return verifySignature({ headers, body: changes.body ?? body, secrets: changes.secrets ?? [secret], now });
}

describe("a signature", () => {
  it("fits the published test vector", () => {
    expect(verify({})).toBe(id);
  });

  it("made by the package of Standard Webhooks fits", () => {
    const made = new Webhook(other).sign(id, new Date(seconds * 1_000), body);
    expect(verify({ headers: { "webhook-signature": made }, secrets: [other] })).toBe(id);
  });

  it("may be one of several, by one of two secrets while they are rotated", () => {
    const made = new Webhook(other).sign(id, new Date(seconds * 1_000), body);
    expect(
      verify({ headers: { "webhook-signature": `v1a,xyz v1,AAAA ${made}` }, secrets: [secret, other] }),
    ).toBe(id);
    expect(verify({ secrets: [other, secret] })).toBe(id);
  });

  it.each([
    ["by another secret", { secrets: [other] }],
    ["over a body with one space more", { body: Buffer.concat([body, Buffer.from(" ")]) }],
    [
      "over a body written again",
      { body: Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)) },
    ],
    ["of another id", { headers: { "webhook-id": "msg_other" } }],
    ["of another time", { headers: { "webhook-timestamp": String(seconds + 1) } }],
    ["of a later version", { headers: { "webhook-signature": vector.replace("v1,", "v2,") } }],
    ["that is cut", { headers: { "webhook-signature": vector.slice(0, -2) } }],
    ["that is empty", { headers: { "webhook-signature": "" } }],
    ["without an id", { headers: { "webhook-id": "" } }],
    ["without a time", { headers: { "webhook-timestamp": "" } }],
    ["with a time in words", { headers: { "webhook-timestamp": "2026-11-18T12:00:00Z" } }],
  ])("%s is refused", (_, changes) => {
    expect(() => verify(changes)).toThrow(expect.objectContaining({ code: "signature_invalid" }));
  });

  it("holds for five minutes on both sides of its time", () => {
    expect(verify({ nowSeconds: seconds + 300 })).toBe(id);
    expect(verify({ nowSeconds: seconds - 300 })).toBe(id);
    for (const nowSeconds of [seconds + 301, seconds - 301]) {
      expect(() => verify({ nowSeconds })).toThrow(
        expect.objectContaining({ code: "timestamp_out_of_range" }),
      );
    }
  });

  it("covers bytes, not the text that a reader makes of them", () => {
    const broken = Uint8Array.of(0x7b, 0xff, 0x7d);
    const replaced = new Webhook(secret).sign(id, new Date(seconds * 1_000), Buffer.from(broken));
    expect(() => verify({ body: broken, headers: { "webhook-signature": replaced } })).toThrow(
      expect.objectContaining({ code: "signature_invalid" }),
    );
  });

  it("by a secret of fewer than 24 bytes is none", () => {
    expect(() => verify({ secrets: ["whsec_"] })).toThrow("fewer than 24 bytes");
  });
});
