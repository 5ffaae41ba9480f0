import { describe, expect, it } from "vitest";
import { findNativeEvent } from "./find-native-event.ts";

const signIn = { uuid: "1", Category: "success", TARGET_USER: { email: "a@b.example" } };
const audit = { action: "join", object_type: "gm", actor_uuid: "A" };
const usage = { item_uuid: "i", vault_uuid: "v", user: { uuid: "A" } };

describe("an event of 1Password's", () => {
  it("is known by its keys, in any case, in whatever it was sent", () => {
    expect(findNativeEvent(signIn)).toEqual({ stream: "signinattempts", body: signIn });
    expect(findNativeEvent({ data: audit })).toEqual({ stream: "auditevents", body: audit });
    const wrapped = { a: { b: { c: { d: usage } } } };
    expect(findNativeEvent(wrapped)).toEqual({ stream: "itemusages", body: usage });
  });

  it("isn't searched for without end, nor in lists", () => {
    expect(findNativeEvent({ a: { b: { c: { d: { e: usage } } } } })).toBeNull();
    expect(findNativeEvent({ items: [usage] })).toBeNull();
  });

  it("isn't what has only some of its keys", () => {
    expect(findNativeEvent({ target_user: {}, action: "x" })).toBeNull();
    expect(findNativeEvent({ action: "create", object_type: "user" })).toBeNull();
    expect(findNativeEvent({ item_uuid: "i", user: {} })).toBeNull();
    expect(findNativeEvent({})).toBeNull();
  });
});
