import { expect, test } from "vitest";
import { sealPayload } from "#lib/log/digest.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import { markedCauses, readPayload } from "./request-payload.ts";

/** A request as one of before causes were marked lies in a database, with the digest that its votes carry. */
const stored =
  '{"account":"ACCT","action":"suspend","caseKey":"IR-1042","causes":["s-1","s-2"],"checklist":null,"policy":{"approvers":1,"id":"built-in","rule":"suspend","version":1},"reason":"Token used from two countries","requestKey":"REQ-1042","requesterPersonId":"p-ana","reviewBy":"2026-11-25T14:00:00.000Z","user":{"email":"wendy@acme.example","id":"ABCDEFGHIJKLMNOPQRSTUVWXYZ","name":"Wendy","readAt":"2026-11-22T14:00:00.000Z","state":"ACTIVE"},"v":1,"workflowId":"w-1"}';
const digest = "029e40c45093fda24c04d55710c0b1c0af2e5f316414a6de856f4b4a8486025a";

test("a request of the first version is read for ever, and its digest stays what was voted on", () => {
  const bytes = new TextEncoder().encode(stored);
  expect(sha256Hex(bytes)).toBe(digest);
  const payload = readPayload(bytes);
  expect(payload).toMatchObject({ v: 1, policy: { rule: "suspend" } });
  expect(sealPayload(payload)).toEqual({ bytes, digest });
});

test("nobody marked the causes of a request of the first version, so none is validated", () => {
  expect(markedCauses(readPayload(new TextEncoder().encode(stored)))).toEqual([
    { id: "s-1", validated: false, how: "" },
    { id: "s-2", validated: false, how: "" },
  ]);
});

test("a payload with a field that its version doesn't know is not read", () => {
  const odd = new TextEncoder().encode(stored.replace('"v":1', '"singleOrigin":null,"v":1'));
  expect(() => readPayload(odd)).toThrow();
});
